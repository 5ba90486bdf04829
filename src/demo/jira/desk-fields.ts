import type { DemoTicket } from '../company/model.ts';
import { agreementFields } from './agreements.ts';
import { custom, type IssueField, type Rendering } from './field.ts';
import { jiraTime } from './json.ts';

/** Request type, as the service desk's own field shows it. */
function requestType(ticket: DemoTicket, { base }: Rendering) {
  const { request, project, status } = ticket;
  if (!request) return null;
  const desk = `${base}/rest/servicedeskapi/servicedesk/${project.id}`;
  const changed = ticket.changes.findLast(({ items }) => items.some(({ fieldId }) => fieldId === 'status'));
  const since = changed?.created ?? ticket.created;
  return {
    _links: {
      jiraRest: `${base}/rest/api/2/issue/${ticket.id}`,
      web: `${base}/servicedesk/customer/portal/${project.id}/${ticket.key}`,
      agent: `${base}/browse/${ticket.key}`,
      self: `${base}/rest/servicedeskapi/request/${ticket.id}`,
    },
    requestType: {
      _expands: ['field'],
      _links: { self: `${desk}/requesttype/${request.type.id}` },
      id: request.type.id,
      name: request.type.name,
      description: '',
      helpText: '',
      issueTypeId: ticket.issueType.id,
      serviceDeskId: project.id,
      portalId: project.id,
      groupIds: [],
    },
    currentStatus: {
      status: status.name,
      statusCategory: status.category.toUpperCase(),
      statusDate: { jira: jiraTime(since), epochMillis: since },
    },
  };
}

function organizations({ request }: DemoTicket, { base }: Rendering) {
  if (!request?.organization) return [];
  const { id, name } = request.organization;
  return [{ id, name, _links: { self: `${base}/rest/servicedeskapi/organization/${id}` } }];
}

/** The fields of Jira Service Management: on the issues of service projects alone. Ids differ from site to site. */
export const deskFields: Readonly<Record<string, IssueField>> = {
  customfield_10010: custom(
    'Request Type',
    { type: 'sd-customerrequesttype' },
    'vp-origin',
    10_010,
    requestType,
  ),
  customfield_10002: custom(
    'Organizations',
    { type: 'array', items: 'sd-customerorganization' },
    'sd-customer-organizations',
    10_002,
    organizations,
  ),
  customfield_10027: custom(
    'Satisfaction',
    { type: 'sd-feedback' },
    'sd-request-feedback',
    10_027,
    ({ request }) => (request?.satisfaction ? { rating: request.satisfaction } : null),
  ),
  customfield_10028: custom(
    'Satisfaction date',
    { type: 'datetime' },
    'sd-request-feedback-date',
    10_028,
    // The survey goes out when the request is resolved.
    ({ request, resolved, updated }) => (request?.satisfaction ? jiraTime(resolved ?? updated) : null),
  ),
  ...agreementFields,
};

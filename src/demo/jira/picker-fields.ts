import type { DemoTicket } from '../company/model.ts';
import type { IssueField, Rendering } from './field.ts';
import { userJson } from './json.ts';

/** Fields in which people and groups are picked; an issue shows those in which anybody is. */
export const pickerFields: Readonly<Record<string, IssueField>> = {
  customfield_10026: picker(
    'Request participants',
    'user',
    'com.atlassian.servicedesk:sd-request-participants',
    10_026,
  ),
  customfield_10050: picker('Stakeholders', 'user', pickers('multiuserpicker'), 10_050),
  customfield_10051: picker('Teams', 'group', pickers('multigrouppicker'), 10_051),
};

function pickers(type: string): string {
  return `com.atlassian.jira.plugin.system.customfieldtypes:${type}`;
}

function picker(name: string, items: string, custom: string, customId: number): IssueField {
  const render = ({ picked }: DemoTicket, { base }: Rendering) =>
    picked?.[`customfield_${customId}`]?.map((one) =>
      'accountId' in one
        ? userJson(one, base)
        : {
            name: one.name,
            groupId: one.groupId,
            self: `${base}/rest/api/3/group?groupId=${one.groupId}`,
          },
    );
  return { name, navigable: true, schema: { type: 'array', items, custom, customId }, render };
}

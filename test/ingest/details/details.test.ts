import { expect, test } from 'vitest';
import { documentFromText, type TicketDetails } from '../../../src/domain/index.ts';
import { type AcceptedTicket, gate } from '../../../src/ingest/gate.ts';
import { comment, issue, record } from '../../support/issue.ts';
import { labelled } from '../../support/labelled.ts';

const ines = { accountId: 'u1', displayName: 'Ines Roth' };
const omar = { accountId: 'u2', displayName: 'Omar Diaz' };
const at = '2026-01-02T09:00:00.000+0000';
const desk = 'com.atlassian.servicedesk';

function accept(body: unknown): AcceptedTicket {
  const verdict = gate(record(body));
  if (!('accepted' in verdict)) throw new Error(verdict.refused.reason);
  return verdict.accepted as AcceptedTicket;
}

const labelledIssue = (body: unknown) => labelled(accept(body));

/** The details of an issue with these fields and parts beside them. */
const detailsOf = (fields: Record<string, unknown>, top: Record<string, unknown> = {}): TicketDetails =>
  accept(issue(1, fields, top)).ticket.details;

test('the history is read in the words that Jira showed, oldest first', () => {
  const histories: unknown[] = [
    {
      id: '2',
      author: ines,
      created: '2026-01-03T09:00:00.000+0000',
      items: [
        { field: 'Link', from: null, fromString: null, to: 'PAY-7', toString: 'This issue blocks PAY-7' },
      ],
    },
    {
      id: '1',
      created: at,
      items: [
        { field: 'status', from: '1', fromString: 'Open', to: '2', toString: 'Done' },
        { field: 'Rank', from: '', to: '17' },
      ],
    },
  ];
  const { history, incomplete } = detailsOf({}, { changelog: { startAt: 0, total: 2, histories } });
  expect(history).toEqual([
    {
      id: '1',
      author: null,
      created: Date.parse('2026-01-02T09:00:00Z'),
      items: [
        { field: 'status', from: 'Open', to: 'Done' },
        { field: 'Rank', from: null, to: '17' },
      ],
    },
    {
      id: '2',
      author: ines,
      created: Date.parse('2026-01-03T09:00:00Z'),
      items: [{ field: 'Link', from: null, to: 'This issue blocks PAY-7' }],
    },
  ]);
  expect(incomplete).toEqual([]);
});

test('what cannot be read has no ticket refused, is left out, and is told', () => {
  const { history, worklogs, attachments, subtasks, incomplete } = detailsOf(
    {
      worklog: {
        total: 2,
        worklogs: [
          { id: '1', author: ines, started: 'yesterday', timeSpentSeconds: 60 },
          { id: '2', author: ines, started: at, timeSpentSeconds: 60 },
        ],
      },
      attachment: 'none',
      subtasks: [{ key: 'PAY-2' }, { key: 17 }],
    },
    { changelog: { total: 3, histories: [{ id: '1', created: at, items: [] }] } },
  );
  expect(history.map(({ id }) => id)).toEqual(['1']);
  expect(worklogs.map(({ id }) => id)).toEqual(['2']);
  expect(attachments).toEqual([]);
  expect(subtasks).toEqual([{ key: 'PAY-2', summary: null, status: null }]);
  expect(incomplete).toEqual([
    { part: 'subtasks', reason: '1 of 2 could not be read: key: a number where text belongs' },
    { part: 'attachments', reason: 'expected a list' },
    {
      part: 'worklogs',
      reason: '1 of 2 could not be read: started: expected a time such as 2026-01-02T03:04:05.678+0000',
    },
    { part: 'history', reason: '1 of 3 changes were given' },
  ]);
});

test('fields go by the names that their record tells, with their values in words', () => {
  const { fields, sprints, request } = detailsOf(
    {
      fixVersions: [{ name: '2.1' }, { name: '2.2' }],
      customfield_1: documentFromText('A stale lease.'),
      customfield_2: { value: 'EU', child: { value: 'Ireland' } },
      customfield_3: [{ accountId: 'u1', displayName: 'Ines Roth' }],
      customfield_4: null,
      customfield_5: [],
      customfield_6: 3.5,
      customfield_7: '0|i0:',
      customfield_8: [{ id: 4, name: 'Sprint 9', state: 'active', startDate: '2026-01-01T00:00:00.000Z' }],
      customfield_9: { nobody: 'knows' },
    },
    {
      names: { customfield_1: 'Root cause', customfield_2: 'Region', customfield_3: 'Approvers' },
      schema: {
        customfield_1: { type: 'string', custom: 'x:textarea' },
        customfield_2: { type: 'option-with-child' },
        customfield_3: { type: 'array', items: 'user' },
        customfield_7: { type: 'any', custom: 'com.pyxis.greenhopper.jira:gh-lexo-rank' },
        customfield_8: { type: 'array', items: 'json', custom: 'com.pyxis.greenhopper.jira:gh-sprint' },
      },
    },
  );
  expect(fields.map(({ name, type, textual, text }) => [name, type, textual, text])).toEqual([
    ['Fix versions', '', false, '2.1, 2.2'],
    ['Root cause', 'string', true, 'A stale lease.'],
    ['Region', 'option-with-child', false, 'EU › Ireland'],
    ['Approvers', 'array of user', false, 'Ines Roth'],
    ['customfield_6', '', false, '3.5'],
    ['customfield_9', '', false, '{"nobody":"knows"}'],
  ]);
  expect(sprints).toEqual([
    { id: '4', name: 'Sprint 9', state: 'active', start: Date.UTC(2026, 0, 1), end: null, goal: '' },
  ]);
  expect(request).toBeNull();
});

test('a sprint of Data Center is read out of its Java object', () => {
  const java =
    'com.atlassian.greenhopper.service.sprint.Sprint@1f3[id=4,rapidViewId=2,state=CLOSED,name=Fix, then ship,startDate=2026-01-01T00:00:00.000Z,endDate=<null>,goal=]';
  const { sprints } = detailsOf(
    { customfield_8: [java] },
    { schema: { customfield_8: { type: 'array', custom: 'com.pyxis.greenhopper.jira:gh-sprint' } } },
  );
  expect(sprints).toEqual([
    {
      id: '4',
      name: 'Fix, then ship',
      state: 'closed',
      start: Date.UTC(2026, 0, 1),
      end: null,
      goal: '',
    },
  ]);
});

test('what a service desk knows is found by the kinds of its fields', () => {
  const schema = (kind: string) => ({ type: 'any', custom: `${desk}:${kind}` });
  const cycle = {
    startTime: { epochMillis: 1000 },
    stopTime: { epochMillis: 4000 },
    breached: true,
    goalDuration: { millis: 2000 },
    elapsedTime: { millis: 3000 },
  };
  const { request, fields } = detailsOf(
    {
      customfield_1: { requestType: { name: 'Get help' } },
      customfield_2: [{ id: '1', name: 'Kiosk & Co' }],
      customfield_3: [omar],
      customfield_4: { name: 'Time to resolution', completedCycles: [cycle] },
      customfield_5: { name: 'Time to first response', completedCycles: [], ongoingCycle: { paused: true } },
      customfield_6: { rating: 4, comment: { body: 'Quick!' } },
    },
    {
      schema: {
        customfield_1: schema('vp-origin'),
        customfield_2: schema('sd-customer-organizations'),
        customfield_3: schema('sd-request-participants'),
        customfield_4: schema('sd-sla-field'),
        customfield_5: schema('sd-sla-field'),
        customfield_6: schema('sd-request-feedback'),
      },
    },
  );
  expect(request).toEqual({
    type: 'Get help',
    organizations: ['Kiosk & Co'],
    participants: [omar],
    levels: [
      {
        name: 'Time to resolution',
        cycles: [{ start: 1000, stop: 4000, breached: true, paused: false, goalMs: 2000, elapsedMs: 3000 }],
      },
      {
        name: 'Time to first response',
        cycles: [{ start: null, stop: null, breached: false, paused: true, goalMs: null, elapsedMs: null }],
      },
    ],
    satisfaction: { rating: 4, comment: 'Quick!' },
  });
  expect(fields).toEqual([]);
});

const file = (id: string, author: typeof ines) => ({
  id,
  filename: `${id}.log`,
  mimeType: 'text/plain',
  size: 3,
  author,
  created: at,
});

test('a worklog demands what it says, a file all that comments by its author demand', () => {
  const { access, detailAccess } = labelledIssue(
    issue(1, {
      worklog: {
        total: 1,
        worklogs: [
          {
            ...{ id: '5', author: ines, started: at, timeSpentSeconds: 60 },
            visibility: { type: 'group', value: 'ops', identifier: 'g-7' },
          },
        ],
      },
      comment: {
        total: 2,
        comments: [
          comment(1, 'for ops', {
            author: ines,
            visibility: { type: 'group', value: 'ops', identifier: 'g-7' },
          }),
          comment(2, 'for all', { author: omar }),
        ],
      },
      attachment: [file('8', ines), file('9', omar)],
    }),
  );
  expect(detailAccess.worklogs.get('5')).toEqual([...access, ['group:g-7']]);
  expect(detailAccess.attachments.get('8')).toEqual([...access, ['group:g-7']]);
  expect(detailAccess.attachments.get('9')).toEqual(access);
});

test('a file of a service project is for its agents, because an internal note may have brought it', () => {
  const { access, detailAccess } = labelledIssue(
    issue(1, {
      project: { id: '1', key: 'PAY', name: 'Payments', projectTypeKey: 'service_desk' },
      attachment: [file('8', ines)],
    }),
  );
  expect(detailAccess.attachments.get('8')).toEqual([...access, ['agent:PAY']]);
});

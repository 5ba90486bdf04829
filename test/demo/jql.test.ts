import { describe, expect, it } from 'vitest';
import { generateCompany } from '../../src/demo/index.ts';
import { JqlError } from '../../src/demo/jql/error.ts';
import { findTickets } from '../../src/demo/jql/evaluate.ts';
import { parseJql } from '../../src/demo/jql/parse.ts';

const now = new Date('2026-11-01T09:00:00Z');
const company = generateCompany({ tickets: 400, now });
const at = (iso: string) => new Date(iso);
const first = company.createTicket(
  { project: 'PAY', summary: 'Zebra crossing', description: 'alpha beta' },
  at('2026-11-01T09:00:10Z'),
);
const second = company.createTicket(
  { project: 'SUP', summary: 'Quagga crossing' },
  at('2026-11-01T09:30:00Z'),
);
company.addComment(first.key, { text: 'gamma delta' }, at('2026-11-01T23:30:00Z'));
const mine = company.people.find((person) => person.accountType === 'atlassian')!;
company.editTicket(second.key, { assignee: mine, labels: ['Striped'] }, at('2026-11-02T01:00:00Z'));

const find = (jql: string, timeZone = 'UTC') =>
  findTickets(parseJql(jql), { company, now: company.now.getTime(), timeZone, accountId: mine.accountId });
const among = (jql: string, timeZone?: string) =>
  find(`key in (${first.key}, ${second.key}) AND (${jql}) ORDER BY created ASC`, timeZone).map(
    (ticket) => ticket.key,
  );
const both = [first.key, second.key];

describe('JQL', () => {
  it.each<[string, string[]]>([
    ['project = PAY', [first.key]],
    ['project = "payments"', [first.key]],
    ['project != pay', [second.key]],
    ['project in (PAY, SUP)', both],
    ['project not in (PAY)', [second.key]],
    ['project = PAY OR project = SUP AND text ~ nothing', [first.key]],
    ['(project = PAY OR project = SUP) AND text ~ crossing', both],
    ['NOT project = PAY', [second.key]],
    ['not (project = PAY or project = SUP)', []],
    [`id = ${first.id}`, [first.key]],
    [`id > ${first.id}`, [second.key]],
    [`id in (${first.id}, ${second.id})`, both],
    [`key = ${first.id}`, [first.key]],
    [`key >= ${first.key}`, [first.key]],
    [`issuekey != ${first.key}`, [second.key]],
    ['statusCategory = "To Do"', both],
    ['statusCategory != Done', both],
    ['statusCategory = done', []],
    ['status = "to do"', [first.key]],
    ['issuetype in (Bug, Incident)', both],
    ['priority = Medium', both],
    ['labels = striped', [second.key]],
    ['labels is EMPTY', [first.key]],
    ['labels is not empty', [second.key]],
    ['labels not in (other)', [second.key]],
    ['assignee = EMPTY', [first.key]],
    ['assignee = currentUser()', [second.key]],
    [`assignee = "${mine.displayName}"`, [second.key]],
    ['resolved is EMPTY', both],
    ['resolved is not null', []],
    ['text ~ "zebra"', [first.key]],
    ['text ~ "delta alpha"', [first.key]],
    ['text ~ "\\"alpha beta\\""', [first.key]],
    ['text ~ "\\"beta alpha\\""', []],
    ['text ~ "zeb*"', [first.key]],
    ['text !~ zebra', [second.key]],
    ['summary ~ gamma', []],
    ["summary ~ 'quagga crossing'", [second.key]],
    ['created >= "2026-11-01 09:30"', [second.key]],
    ['created < "2026/11/01 09:30"', [first.key]],
    ['created > 2026-11-01', both],
    ['created >= 2026-11-02', []],
    ['updated >= "2026-11-02"', [second.key]],
    ['updated <= 1793575800000', [first.key]],
    ['updated > 1793575800000', [second.key]],
    ['updated >= -89m', [second.key]],
    ['updated >= "-2h"', both],
    ['updated >= -1d', both],
    ['created <= -1w', []],
    ['created >= "-1w 2d"', both],
    ['updated <= now()', both],
    ['updated >= startOfDay()', [second.key]],
    ['updated >= startOfDay(-1d)', both],
    ['updated >= startOfDay("-1")', both],
  ])('%s', (jql, expected) => {
    expect(among(jql)).toEqual(expected);
  });

  it('reads dates in the time zone of the account', () => {
    // 23:30 UTC on the first is already the second in Berlin, and 01:00 UTC on the second still the first in New York.
    expect(among('updated >= "2026-11-02"', 'UTC')).toEqual([second.key]);
    expect(among('updated >= "2026-11-02"', 'Europe/Berlin')).toEqual(both);
    expect(among('updated >= "2026-11-02"', 'America/New_York')).toEqual([]);
    expect(among('updated >= "2026-11-01 20:00"', 'America/New_York')).toEqual([second.key]);
    expect(among('updated >= startOfDay()', 'Europe/Berlin')).toEqual(both);
  });

  it('sorts by several fields', () => {
    const found = find('project in (PAY, SUP) ORDER BY project DESC, created ASC');
    const expected = found.toSorted((one, other) =>
      one.project.key === other.project.key
        ? one.created - other.created
        : one.project.key < other.project.key
          ? 1
          : -1,
    );
    expect(found.map((ticket) => ticket.key)).toEqual(expected.map((ticket) => ticket.key));
    const keys = find('project = PAY order by key').map((ticket) => Number(ticket.key.slice(4)));
    expect(keys).toEqual(keys.map((_, index) => index + 1));
    const byPriority = find('project = PAY order by priority desc').map((ticket) =>
      Number(ticket.priority.id),
    );
    expect(byPriority).toEqual(byPriority.toSorted((one, other) => one - other));
  });

  it('finds as many as there are', () => {
    expect(find('project is not EMPTY')).toHaveLength(company.tickets.length);
    expect(find('statusCategory = Done').length + find('statusCategory != Done').length).toBe(
      company.tickets.length,
    );
  });

  it.each([
    ['project PAY', /Expecting operator but got 'PAY'/],
    ['project = ', /Expecting a value but got the end of the query/],
    ['project = PAY AND', /Expecting a field name/],
    ['project = PAY created > 1', /Expecting either 'OR' or 'AND' but got 'created'/],
    ['(project = PAY', /Expecting '\)'/],
    ['project in PAY', /Expecting '\('/],
    ['project in (PAY', /Expecting '\)' or ','/],
    ['project = "PAY', /has not been completed/],
    ['project = PAY & x', /reserved JQL character/],
    ['project = NOPE', /The value 'NOPE' does not exist for the field 'project'/],
    ['colour = red', /Field 'colour' does not exist/],
    ['project ~ PAY', /operator '~' is not supported by the 'project' field/],
    ['summary = x', /operator '=' is not supported/],
    ['created > yesterday', /Date value 'yesterday' for field 'created' is invalid/],
    ['created > "2026-02-30"', /is invalid/],
    ['created > endOfEverything()', /Unable to find JQL function 'endOfEverything/],
    ['labels is striped', /only supports EMPTY or NULL/],
    ['project = PAY ORDER BY text', /Not able to sort/],
    ['project = PAY ORDER BY', /Expecting a field name/],
    ['key = whatever', /issue key 'whatever'/],
  ])('refuses %s', (jql, message) => {
    expect(() => find(jql)).toThrow(JqlError);
    expect(() => find(jql)).toThrow(message);
  });
});

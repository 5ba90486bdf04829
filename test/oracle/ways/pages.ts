import type { DemoTicket } from '../../../src/demo/company/model.ts';
import { FIELDS } from '../sight.ts';
import type { Answer } from '../site.ts';
import { type Asking, sweep } from './way.ts';

/** Each ticket's page: whether there is one, its comments, links and parent; what is closed looks as if it were not there. */
export async function comparePages(asking: Asking, former: ReadonlyMap<string, string>): Promise<void> {
  const { sites, sight, ask, tally } = asking;
  const missing = withoutName(await ask(`/api/tickets/${MISSING}`), MISSING);
  // The history of a ticket names others by the keys that they had.
  const openBefore = [...former].filter(([, key]) => sight.tickets.has(key)).map(([formerKey]) => formerKey);
  for (const [formerKey, key] of former) {
    const answer = await ask(`/api/tickets/${formerKey}`);
    const isOpen = sight.tickets.has(key);
    tally.judge('page by a former key', sight.who, formerKey, isOpen, answer.status === 200);
    if (!isOpen) tally.judge('page: refusal', sight.who, formerKey, missing, withoutName(answer, formerKey));
    else sweep(asking, 'page by a former key', formerKey, answer);
  }
  for (const ticket of sites.tickets) {
    const url = `/api/tickets/${ticket.key}`;
    const answer = await ask(url);
    tally.judge('page', sight.who, ticket.key, sight.tickets.has(ticket.key), answer.status === 200);
    if (answer.status === 200) comparePage(asking, ticket, answer, openBefore);
    else tally.judge('page: refusal', sight.who, ticket.key, missing, withoutName(answer, ticket.key));
  }
}

const MISSING = 'PAY-987654';

function withoutName({ status, text }: Answer, key: string): string {
  return `${status} ${text.replaceAll(key, 'KEY').replace(/"requestId":"[^"]*"/, '')}`;
}

function comparePage(
  asking: Asking,
  ticket: DemoTicket,
  answer: Answer,
  mayBeNamed: readonly string[],
): void {
  const { sight, tally } = asking;
  sweep(asking, 'page', mayBeNamed.join(' '), answer);
  const { comments, links, parentKey, worklogs, subtasks, fields, request } = answer.body;
  const shown = new Set(comments.map(({ id }: { id: string }) => id));
  for (const { id } of ticket.comments)
    tally.judge(
      'page: comments',
      sight.who,
      `${ticket.key} ${id}`,
      sight.seesComment(ticket, id),
      shown.has(id),
    );
  const logged = new Set(worklogs.map(({ id }: { id: string }) => id));
  for (const { id } of ticket.worklogs)
    tally.judge(
      'page: worklogs',
      sight.who,
      `${ticket.key} ${id}`,
      sight.seesComment(ticket, id),
      logged.has(id),
    );
  const { rootCause } = ticket.own;
  // The demo's service projects have no such field.
  if (rootCause && ticket.project.kind === 'software') {
    const isShown = fields.some(({ text }: { text: string }) => text.includes(rootCause));
    tally.judge('page: fields', sight.who, ticket.key, sight.seesComment(ticket, FIELDS), isShown);
  }
  if (ticket.request && request)
    tally.judge(
      'page: agreements',
      sight.who,
      ticket.key,
      sight.seesComment(ticket, FIELDS),
      request.levels.length > 0,
    );
  const below = new Set(subtasks.map(({ key }: { key: string }) => key));
  for (const { key } of asking.sites.tickets.filter((each) => each.parentKey === ticket.key))
    tally.judge(
      'page: subtasks',
      sight.who,
      `${ticket.key} ${key}`,
      sight.names(ticket, key),
      below.has(key),
    );
  const named = new Set(links.map(({ key }: { key: string }) => key));
  for (const { otherKey } of ticket.links)
    tally.judge(
      'page: links',
      sight.who,
      `${ticket.key} ${otherKey}`,
      sight.names(ticket, otherKey),
      named.has(otherKey),
    );
  for (const key of [...named, ...below] as string[])
    tally.judge('page: whatever it names', sight.who, `${ticket.key} ${key}`, sight.names(ticket, key), true);
  if (ticket.parentKey) {
    const isOpen = sight.names(ticket, ticket.parentKey);
    tally.judge('page: parent', sight.who, ticket.parentKey, isOpen, parentKey === ticket.parentKey);
  }
}

import type { DemoTicket } from '../../../src/demo/company/model.ts';
import { type Asking, searching, sweep } from './way.ts';

/** What comes by meaning: nothing closed, and what is open is found by its own words. */
export async function compareMeaning(asking: Asking): Promise<void> {
  const { sites, sight, tally, random } = asking;
  for (const { key, summary } of random.sample(sites.tickets, 3)) {
    const way = 'search by meaning';
    const { hits } = await searching(asking, way, { q: summary, mode: 'semantic', limit: '100' });
    const found = hits.some((hit) => hit.key === key);
    tally.judge(way, sight.who, key, sight.tickets.has(key), found);
  }
}

/** Tickets beside a ticket, and the proposals of triage. */
export async function compareSimilar(asking: Asking, since: Date): Promise<void> {
  const { sites, random, sight, ask, tally } = asking;
  const open = random.sample([...sight.tickets.values()], 4);
  const closed = random.sample(
    sites.tickets.filter(({ key }) => !sight.tickets.has(key)),
    3,
  );
  for (const ticket of [...open, ...closed]) {
    const url = `/api/tickets/${ticket.key}/similar?limit=20`;
    const answer = await ask(url);
    tally.judge('similar', sight.who, ticket.key, sight.tickets.has(ticket.key), answer.status === 200);
    sweep(asking, 'similar', url, answer);
    if (answer.status === 200) compareLinked(asking, ticket, answer.body.linked);
  }
  const url = `/api/triage?since=${since.toISOString()}&minProbability=0&limit=200`;
  const answer = await ask(url);
  sweep(asking, 'triage', url, answer);
  const newest = [...sight.tickets.values()].filter(({ created }) => created >= since.getTime());
  tally.judge('triage', sight.who, 'created', newest.length, answer.body.created);
}

function compareLinked(
  { sight, tally }: Asking,
  ticket: DemoTicket,
  linked: readonly { key: string }[],
): void {
  const shown = new Set(linked.map(({ key }) => key));
  for (const { otherKey } of ticket.links)
    tally.judge(
      'similar: linked',
      sight.who,
      `${ticket.key} ${otherKey}`,
      sight.names(ticket, otherKey),
      shown.has(otherKey),
    );
}

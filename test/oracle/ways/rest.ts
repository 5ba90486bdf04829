import { type Asking, searching, sweep } from './way.ts';

/** What is for operators alone, whoever else asks. */
const OPERATORS_ONLY = [
  '/metrics',
  '/api/dead-letters',
  '/api/dead-letters/1',
  '/api/sync/ledger',
  '/api/lake',
  '/api/rebuild',
  '/api/adapt',
  '/api/jobs',
  '/api/jobs/dead',
  '/api/settings',
  '/api/doctor',
  '/api/users',
  '/api/audit',
];

/** Exports, states and refusals. */
export async function compareRest(asking: Asking): Promise<void> {
  const { ask, sight, tally, sites, random } = asking;
  const { key } = random.pick(sites.tickets);
  for (const url of [
    ...OPERATORS_ONLY,
    `/api/tickets/${key}/why?user=user0`,
    // As it came in: its readers may see no more of it than the ticket's page shows them.
    `/api/tickets/${key}/record`,
  ]) {
    const answer = await ask(url);
    tally.judge('for operators', sight.who, url, 403, answer.status);
    sweep(asking, 'for operators', url, answer);
  }
  for (const url of ['/api/status', '/api/sync', '/api/me', '/readyz', '/healthz'])
    sweep(asking, 'state', url, await ask(url));
  const url = '/api/exports/fine-tuning';
  const answer = await ask(url);
  sweep(asking, 'export', url, answer);
  const { summary } = JSON.parse(answer.text.trimEnd().split('\n').at(-1) ?? '');
  tally.judge('export', sight.who, 'tickets', sight.tickets.size, summary.tickets);
  await compareNamed(asking);
}

/** A key in the query: a closed ticket's gets the answer of one that is not there. */
async function compareNamed(asking: Asking): Promise<void> {
  const { sites, sight, tally, random } = asking;
  for (const { key, project } of random.sample(sites.tickets, 4)) {
    const way = 'search for a key';
    const ask = (q: string) => searching(asking, way, { q, mode: 'lexical' });
    const [{ hits, hints }, nothing] = [await ask(key), await ask(`${project.key}-987654`)];
    const isOpen = sight.tickets.has(key);
    tally.judge(
      way,
      sight.who,
      key,
      isOpen,
      hits.some((hit) => hit.key === key),
    );
    if (isOpen) continue;
    const plain = (value: unknown, name: string) => JSON.stringify(value).replaceAll(name, 'KEY');
    tally.judge(
      `${way}: hints`,
      sight.who,
      key,
      plain(nothing.hints, `${project.key}-987654`),
      plain(hints, key),
    );
  }
}

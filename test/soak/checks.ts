import { join } from 'node:path';
import { sql } from 'kysely';
import type { Random } from '../../src/demo/random.ts';
import { createIntake, openFileLake, verify } from '../../src/ingest/index.ts';
import { indexing } from '../../src/knowledge/index.ts';
import {
  type Database,
  keepAccessPlan,
  openDatabase,
  readAccessPlans,
  readDatabase,
} from '../../src/platform/database/index.ts';
import { filesWith } from '../support/erasure.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';
import { asInJira, asStored, differing, hereOf, type Part, type WholeTicket } from './equality.ts';
import type { Product } from './product.ts';
import { MADE_UP_WORD, type Words, type World, wordNumbered } from './world.ts';

/** What is wrong, in words; nothing where all is as it must be. */
export type Findings = string[];

/**
 * What a reading that succeeded owes, without any comparison: what a search was bound to find when it began is here, no
 * older than it was then, and where it has Jira's own stamp it says what Jira says. What left Jira meanwhile is not owed.
 */
export async function gaps(
  world: World,
  product: Product,
  bound: ReadonlyMap<string, number>,
): Promise<Findings> {
  const { tickets: stored, refused } = await product.read(hereOf(world));
  return [...bound].flatMap(([id, updated]) => {
    const ticket = world.company.ticket(id);
    if (!ticket || refused.has(id)) return [];
    // The demo's index, where it trails, need not have seen a state that is past before it was asked for the first time.
    if (world.lagMs > 0 && ticket.updated !== updated) return [];
    const here = stored.get(id);
    if (!here)
      return world.isBroken(ticket)
        ? []
        : `ticket ${world.named(id)}, ${ticket.key}, was listed and is not here`;
    if (here.updated < updated)
      return world.isBroken(ticket)
        ? []
        : `ticket ${world.named(id)}, ${ticket.key}, is older than it was listed, by ${updated - here.updated} ms`;
    return here.updated === ticket.updated ? differing(here, asInJira(ticket, world), ['stamped']) : [];
  });
}

/** Ticket by ticket: what is at Jira is here, alike in these parts, and nothing else is. */
export async function inequalities(
  world: World,
  product: Product,
  parts: readonly Part[],
): Promise<Findings> {
  const { tickets: stored, refused } = await product.read(hereOf(world));
  const theirs = new Map(world.company.tickets.map((ticket) => [ticket.id, ticket]));
  const found = [...stored.keys()]
    .filter((id) => !theirs.has(id))
    .map((id) => `ticket ${world.named(id)} is here and not at Jira`);
  for (const [id, ticket] of theirs) {
    const here = stored.get(id);
    // As long as it is broken, the state before stays.
    if (world.isBroken(ticket) || refused.has(id)) continue;
    if (!here) found.push(`ticket ${world.named(id)}, ${ticket.key}, is at Jira and not here`);
    else found.push(...differing(here, asInJira(ticket, world), parts));
  }
  return found;
}

/** Words asked for at a time. */
const WORDS = 40;

/** The index as a reader sees it: a word of a ticket finds that one alone, and a word that is gone finds nothing. */
export async function misled(words: Words, product: Product, random: Random): Promise<Findings> {
  const owners = new Map<string, string>();
  for (const whole of (await product.read(asStored)).values())
    for (const word of wordsOf(whole)) owners.set(word, String(whole.placed.key));
  const newest = Array.from({ length: WORDS }, (_, i) => words.issued - i).filter((number) => number > 0);
  const others = Array.from({ length: words.issued > 0 ? WORDS : 0 }, () => random.int(1, words.issued));
  const found: Findings = [];
  for (const number of new Set([...newest, ...others])) {
    const word = wordNumbered(number);
    const path = `/api/search?q=${word}&mode=lexical&limit=5`;
    const { hits } = (await product.api.get(path)) as { hits: { key: string }[] };
    const [keys, owner] = [hits.map(({ key }) => key).join(), owners.get(word) ?? ''];
    if (keys !== owner) found.push(`a search for ${word} finds [${keys}] instead of [${owner}]`);
  }
  return found;
}

const wordsOf = (ticket: WholeTicket): string[] => JSON.stringify(ticket.stamped).match(MADE_UP_WORD) ?? [];

/** Both equations, and whether the keys that tickets have had here lead to them. `keys`: ids by key, which it adds to. */
export async function lost(product: Product, keys: Map<string, string>): Promise<Findings> {
  const { records, indexing } = (await product.api.get('/api/status')) as Record<string, { holds: boolean }>;
  const found = [records, indexing]
    .filter((each) => !each?.holds)
    .map((each) => `does not hold: ${JSON.stringify(each)}`);
  const stored = await product.read(asStored);
  for (const { id, placed } of stored.values()) keys.set(String(placed.key), id);
  for (const [key, id] of keys) {
    const now = stored.get(id)?.placed.key;
    if (now === undefined) continue;
    // By its site: tickets of both can have had the key.
    const name = `${id.startsWith('us:') ? 'us' : 'first'}:${key}`;
    const answer = (await product.api.get(`/api/tickets/${name}`).catch((error) => error)) as {
      key?: string;
    };
    if (answer.key !== now) found.push(`${name} leads to ${answer.key ?? answer}, and was a key of ${now}`);
  }
  return found;
}

/** A folder that nobody holds: it verifies, a database made from its lake alone is the same, and what was erased is nowhere. */
export async function damage(folder: string, erased: readonly string[]): Promise<Findings> {
  await using cleanup = new AsyncDisposableStack();
  const place = makeTemporaryFolder();
  cleanup.defer(() => place.remove());
  const [lakeFolder, databasePlace] = [join(folder, 'lake'), join(folder, 'casebook.sqlite')];
  const withDatabase = <T>(work: (database: Database) => Promise<T>) => readDatabase(databasePlace, work);
  const { findings } = await verify({ lakeFolder, databasePlace, withDatabase, indexing });
  const live = await withDatabase(rowsOf);
  const plans = await withDatabase(readAccessPlans);

  const database = await openDatabase(join(place.path, 'replayed.sqlite'));
  cleanup.defer(() => database.destroy());
  // Labels depend on it, and the lake does not have it.
  for (const [site, plan] of plans) await keepAccessPlan(database, plan, site);
  const lake = await openFileLake(lakeFolder, { acknowledged: null });
  cleanup.defer(() => lake.close());
  await createIntake(database, lake).recover();
  const replayed = await rowsOf(database);
  return [
    ...findings.map((finding) => `verify: ${JSON.stringify(finding)}`),
    ...Object.keys(live).flatMap((table) => {
      const [ours, theirs] = [new Set(live[table]), new Set(replayed[table])];
      const [more, less] = [
        [...ours].filter((row) => !theirs.has(row)),
        [...theirs].filter((row) => !ours.has(row)),
      ];
      if (more.length + less.length === 0) return [];
      return `${table}: ${more.length} rows that the lake does not say, such as ${more[0]?.slice(0, 300)}; ${less.length} that it says, such as ${less[0]?.slice(0, 300)}`;
    }),
    ...(erased.length > 0
      ? filesWith(folder, ...erased).map((place) => `erased, and still there: ${place}`)
      : []),
  ];
}

async function rowsOf(database: Database): Promise<Record<string, string[]>> {
  const rows = async (table: string) => {
    const { rows } = await sql<object>`select * from ${sql.table(table)}`.execute(database);
    return [table, rows.map((row) => JSON.stringify(Object.entries(row).sort()))] as const;
  };
  return Object.fromEntries(
    await Promise.all(['tickets', 'comments', 'tombstones', 'former_keys'].map(rows)),
  );
}

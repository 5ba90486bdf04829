import type { DemoCompany } from '../../src/demo/company/company.ts';
import { createRandom, type Random } from '../../src/demo/random.ts';
import { drawRefused, knownSites } from './known-world.ts';
import { drawAccess } from './random-access.ts';
import { drawChanges, type Moved } from './random-changes.ts';
import { EVERYWHERE, randomCompany } from './random-company.ts';
import { sightOf, tokensOf } from './sight.ts';
import { type OracleSite, openOracleSite } from './site.ts';
import type { Tally } from './tally.ts';
import { compareWithTwin } from './twin.ts';
import { compareLists } from './ways/lists.ts';
import { comparePages } from './ways/pages.ts';
import { compareRest } from './ways/rest.ts';
import { compareMeaning, compareSimilar } from './ways/similar.ts';
import { compareWords } from './ways/words.ts';
import type { Sites } from './world.ts';

export interface EpisodeOptions {
  readonly seed: number;
  /** Of all sites together. */
  readonly tickets: number;
  /** How many sites there are. */
  readonly sites: 1 | 2;
  readonly tally: Tally;
  /** Ends where something is wrong, however much is not compared yet. */
  readonly untilFound: boolean;
}

const TRIAGE_DAYS = 5;
/** Far from the seeds that somebody asks for one after the other. */
const ANOTHER = 1_000_000;

/** Random sites of one installation, read and asked; changed, read and asked again, at once and when the index has it; then read in part. */
export async function runEpisode(options: EpisodeOptions): Promise<void> {
  const { seed, tally, untilFound } = options;
  const random = createRandom(seed).fork('episode');
  const { companies, newWord } = drawCompanies(options);
  // Each has its own draws, so that the first is the same with others beside it.
  const ofEach = <T>(name: string, draw: (random: Random, company: DemoCompany, at: number) => T): T[] =>
    companies.map((company, at) => draw(random.fork(at === 0 ? name : `${name} ${at}`), company, at));
  const isOver = () => untilFound && tally.differences.length > 0;
  const site = await openOracleSite(companies);
  try {
    await site.sync();
    await site.indexed();
    await compareAll(site, knownSites(companies), tally, random.fork('first'), new Map());
    await compareOneWithTwin(site, companies, tally, random.fork('twin'));
    if (isOver()) return;

    const before = knownSites(companies);
    ofEach('access', (own, company) => drawAccess(own, company, 0.4));
    const keys = keysOfTwo(companies);
    const moved = ofEach('changes', (own, company, at) =>
      drawChanges(own, company, newWord, { keys, held: at === 0 }),
    );
    await site.sync();
    if (companies.length > 1) await takeFreeKeys(site);
    const changed = knownSites(companies);
    tally.behind(true);
    await compareWhatWasLost(site, changed, tally, random.fork('behind'));
    tally.behind(false);
    if (isOver()) return;
    await site.indexed();
    await compareAll(site, changed, tally, random.fork('changed'), formerKeys(moved, before, changed));

    const refused = ofEach('refused', drawRefused);
    site.refuse(refused.map(({ addresses }) => addresses));
    await site.sync();
    await site.indexed();
    const sites = knownSites(companies, refused);
    await compareWhatWasLost(site, sites, tally, random.fork('in part'));

    const [first] = site.askers;
    const stranger = site.askers.at(-1);
    if (!first || !stranger) return;
    await site.unlink(first.login);
    const tokens = tokensOf(sites.tickets);
    const sight = { ...sightOf(sites, stranger.accountId, tokens), who: `${first.accountId}, unlinked` };
    await compareLists({ sites, tokens, sight, ask: first.ask, tally, random: random.fork('unlinked') });
  } finally {
    await site.close();
  }
}

function drawCompanies({ seed, tickets, sites }: EpisodeOptions) {
  const [first, further] = sites === 1 ? [tickets, 0] : [Math.ceil(tickets / 2), Math.floor(tickets / 2)];
  const one = randomCompany({ seed, tickets: first });
  if (sites === 1) return { companies: [one.company], newWord: one.newWord };
  const other = randomCompany({ seed: seed + ANOTHER, tickets: further, beside: one });
  return { companies: [one.company, other.company], newWord: one.newWord };
}

function keysOfTwo([first, other]: readonly DemoCompany[]): ReadonlySet<string> {
  const keys = new Set(first?.tickets.map(({ key }) => key));
  return new Set(other?.tickets.map(({ key }) => key).filter((key) => keys.has(key)));
}

/** A ticket that was refused for its key comes in once that is free; who may see it is asked with the next sync. */
async function takeFreeKeys(site: OracleSite): Promise<void> {
  await site.redrive();
  await site.sync();
}

/** The present keys of tickets by keys that they had here, where nobody else has those now. */
function formerKeys(moved: readonly Moved[], before: Sites, after: Sites): ReadonlyMap<string, string> {
  const held = new Set(after.tickets.map(({ key }) => key));
  const former = moved.flatMap((keys, at) =>
    [...keys].filter(([key]) => before.worlds[at]!.tickets.some((ticket) => ticket.key === key)),
  );
  return new Map(former.filter(([key]) => !held.has(key)));
}

async function compareAll(
  site: OracleSite,
  sites: Sites,
  tally: Tally,
  random: Random,
  former: ReadonlyMap<string, string>,
): Promise<void> {
  const tokens = tokensOf(sites.tickets);
  const newest = Math.max(...sites.tickets.map(({ created }) => created));
  const everything = await site.operator(`/api/search?q=${EVERYWHERE}&mode=lexical`);
  tally.judge('what operators see', 'operator', 'total', sites.tickets.length, everything.body.total);
  const { letters } = (await site.operator('/api/dead-letters?rule=key-taken&limit=100')).body;
  const inOrder = (list: readonly { readonly key: string }[]) =>
    [...new Set(list.map(({ key }) => key))].sort().join(' ');
  tally.judge('what operators see', 'operator', 'refused', inOrder(sites.refused), inOrder(letters));
  const since = new Date(newest - TRIAGE_DAYS * 86_400_000);
  for (const { accountId, ask } of site.askers) {
    const asking = { sites, tokens, sight: sightOf(sites, accountId, tokens), ask, tally, random };
    await compareLists(asking);
    await compareWords(asking);
    await comparePages(asking, former);
    await compareMeaning(asking);
    await compareSimilar(asking, since);
    await compareRest(asking);
  }
}

/** The same with what takes no time: after a sync the index needs only a moment. */
async function compareWhatWasLost(
  site: OracleSite,
  sites: Sites,
  tally: Tally,
  random: Random,
): Promise<void> {
  const tokens = tokensOf(sites.tickets);
  for (const { accountId, ask } of site.askers) {
    const asking = { sites, tokens, sight: sightOf(sites, accountId, tokens), ask, tally, random };
    await compareLists(asking);
    await compareWords(asking);
  }
}

/** Of somebody who sees some of it, and by far not all. */
async function compareOneWithTwin(
  site: OracleSite,
  companies: readonly DemoCompany[],
  tally: Tally,
  random: Random,
): Promise<void> {
  const sites = knownSites(companies);
  const tokens = tokensOf(sites.tickets);
  const half = sites.tickets.length / 2;
  const [chosen] = site.askers
    .map((asker) => ({ ...asker, sight: sightOf(sites, asker.accountId, tokens) }))
    .sort(
      (one, other) => Math.abs(one.sight.tickets.size - half) - Math.abs(other.sight.tickets.size - half),
    );
  if (chosen) await compareWithTwin({ companies, sites, tally, random, ...chosen });
}

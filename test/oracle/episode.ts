import type { DemoCompany } from '../../src/demo/company/company.ts';
import { createRandom, type Random } from '../../src/demo/random.ts';
import { drawRefused, knownWorld } from './known-world.ts';
import { drawAccess } from './random-access.ts';
import { drawChanges } from './random-changes.ts';
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
import type { World } from './world.ts';

export interface EpisodeOptions {
  readonly seed: number;
  readonly tickets: number;
  readonly tally: Tally;
  /** Ends where something is wrong, however much is not compared yet. */
  readonly untilFound: boolean;
}

const TRIAGE_DAYS = 5;

/** A random site, read and asked; changed, read and asked again, at once and when the index has it; then read in part. */
export async function runEpisode({ seed, tickets, tally, untilFound }: EpisodeOptions): Promise<void> {
  const random = createRandom(seed).fork('episode');
  const { company, newWord } = randomCompany({ seed, tickets });
  const isOver = () => untilFound && tally.differences.length > 0;
  const site = await openOracleSite(company);
  try {
    await site.sync();
    await site.indexed();
    await compareAll(site, knownWorld(company), tally, random.fork('first'), new Map());
    await compareOneWithTwin(site, company, tally, random.fork('twin'));
    if (isOver()) return;

    drawAccess(random.fork('access'), company, 0.4);
    const former = drawChanges(random.fork('changes'), company, newWord);
    await site.sync();
    tally.behind(true);
    await compareWhatWasLost(site, knownWorld(company), tally, random.fork('behind'));
    tally.behind(false);
    if (isOver()) return;
    await site.indexed();
    await compareAll(site, knownWorld(company), tally, random.fork('changed'), former);

    const refused = drawRefused(random.fork('refused'), company);
    site.refuse(refused.addresses);
    await site.sync();
    await site.indexed();
    await compareWhatWasLost(site, knownWorld(company, refused), tally, random.fork('in part'));

    const [first] = site.askers;
    const stranger = site.askers.at(-1);
    if (!first || !stranger) return;
    await site.unlink(first.login);
    const world = knownWorld(company, refused);
    const tokens = tokensOf(world.tickets);
    const sight = { ...sightOf(world, stranger.person, tokens), who: `${first.person.accountId}, unlinked` };
    await compareLists({ world, tokens, sight, ask: first.ask, tally, random: random.fork('unlinked') });
  } finally {
    await site.close();
  }
}

async function compareAll(
  site: OracleSite,
  world: World,
  tally: Tally,
  random: Random,
  former: ReadonlyMap<string, string>,
): Promise<void> {
  const tokens = tokensOf(world.tickets);
  const newest = Math.max(...world.tickets.map(({ created }) => created));
  const everything = await site.operator(`/api/search?q=${EVERYWHERE}&mode=lexical`);
  tally.judge('what operators see', 'operator', 'total', world.tickets.length, everything.body.total);
  const since = new Date(newest - TRIAGE_DAYS * 86_400_000);
  for (const { person, ask } of site.askers) {
    const asking = { world, tokens, sight: sightOf(world, person, tokens), ask, tally, random };
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
  world: World,
  tally: Tally,
  random: Random,
): Promise<void> {
  const tokens = tokensOf(world.tickets);
  for (const { person, ask } of site.askers) {
    const asking = { world, tokens, sight: sightOf(world, person, tokens), ask, tally, random };
    await compareLists(asking);
    await compareWords(asking);
  }
}

/** Of somebody who sees some of it, and by far not all. */
async function compareOneWithTwin(
  site: OracleSite,
  company: DemoCompany,
  tally: Tally,
  random: Random,
): Promise<void> {
  const world = knownWorld(company);
  const tokens = tokensOf(world.tickets);
  const half = world.tickets.length / 2;
  const [chosen] = site.askers
    .map((asker) => ({ ...asker, sight: sightOf(world, asker.person, tokens) }))
    .sort(
      (one, other) => Math.abs(one.sight.tickets.size - half) - Math.abs(other.sight.tickets.size - half),
    );
  if (chosen) await compareWithTwin({ company, world, tally, random, ...chosen });
}

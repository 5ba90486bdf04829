import {
  type DemoCompany,
  type DemoJira,
  type DemoJiraOptions,
  type DemoTicket,
  generateCompany,
  startDemoJira,
} from '../../src/demo/index.ts';
import { issueJson } from '../../src/demo/jira/issue.ts';
import { selectFields } from '../../src/demo/jira/selection.ts';
import { createRandom } from '../../src/demo/random.ts';
import { OVERLAP_MS } from '../../src/ingest/sources/jira/source.ts';

/** A Jira that lives: its clocks, its search index, and what is about to happen in the midst of the next reading. */
export interface World {
  /** What its site is called in the product; null for the first one. */
  readonly site: string | null;
  /** What the product makes of an id or a principal of this site. */
  named(name: string): string;
  /** Keys that projects of the other sites have now. */
  keysElsewhere(): string[];
  /** Keys that any of its projects has or had. */
  readonly projectKeys: Set<string>;
  /** More tickets than that take too long to be compared, and fewer leave nothing to do. */
  readonly fewest: number;
  readonly most: number;
  readonly company: DemoCompany;
  readonly jira: DemoJira;
  /** By the site's clock. */
  now(): number;
  pass(milliseconds: number): void;
  /** How far the clock that stamps changes is ahead of the one that is asked. */
  skewMs: number;
  /** How long after its stamp a change is found by a search. */
  lagMs: number;
  timeZone: string;
  /** The stamp of a change now. */
  stamp(ticket?: DemoTicket): Date;
  /** A word that stands in no other text. */
  word(): string;
  /** Tickets that `bulkfetch` fails to give. */
  readonly undeliverable: Set<string>;
  /** Done when so many more requests have come, each once. */
  readonly meanwhile: { requests: number; readonly happen: () => void }[];
  /**
   * Tickets whose present state no incremental sync can know of, and that state's stamp: shown again, or not delivered.
   * A comparison finds them.
   */
  readonly unannounced: Map<string, number>;
  /** Whether there is something that only a reading of everything finds: names, and what links show. */
  silent: boolean;
  /** A ticket as Jira gives it now. */
  exported(ticket: DemoTicket): unknown;
  /** What a search is bound to find now: stamps by id. Broken tickets, and those that Jira was silent about, are left out. */
  bound(): Map<string, number>;
  isBroken(ticket: DemoTicket): boolean;
  close(): Promise<void>;
}

/** All that the overlap of two readings makes up for. */
export const LONGEST_LAG_MS = OVERLAP_MS;

/** So that a walk through few tickets has many pages. */
const PER_PAGE = 7;

/** No digits, which would let a word be cut, no ending that means something, and far from every other one. */
export const wordNumbered = (number: number): string => {
  const letters = createRandom(number)
    .hex(10)
    .replace(/\d/g, (digit) => 'ghijklmnop'[Number(digit)] as string);
  return `zq${letters}q`;
};
export const MADE_UP_WORD = /\bzq[a-p]{10}q\b/g;

/** Words that were made up until now, for all sites together. */
export interface Words {
  issued: number;
}

/** How many tickets a site begins with, and between which numbers it stays. */
const SIZES = {
  one: [[70, 40, 110]],
  two: [
    [46, 26, 70],
    [38, 24, 60],
  ],
} as const;
/** Projects that have the same key at both sites to begin with, and with it many tickets. */
const SHARED_PROJECTS: readonly string[] = ['SUP', 'DATA'];

/** The sites of a soak. People, groups and levels of two have the same ids, so have tickets; some have the same keys. */
export async function openWorlds(seed: number, sites: 1 | 2, words: Words): Promise<readonly World[]> {
  const worlds: World[] = [];
  const keysBeside = (site: string | null) => () =>
    worlds.filter((world) => world.site !== site).flatMap(projectKeys);
  for (const [at, size] of (sites === 1 ? SIZES.one : SIZES.two).entries()) {
    const site = at === 0 ? null : 'us';
    worlds.push(await openWorld(seed, { site, size, words, keysElsewhere: keysBeside(site) }));
  }
  return worlds;
}

const projectKeys = ({ company }: Pick<World, 'company'>) => company.projects.map(({ key }) => key);

async function openWorld(
  seed: number,
  {
    site,
    size: [tickets, fewest, most],
    words,
    keysElsewhere,
  }: Pick<World, 'site' | 'keysElsewhere'> & {
    readonly size: readonly [number, number, number];
    readonly words: Words;
  },
): Promise<World> {
  const company = generateCompany({ tickets, seed });
  const everKeys = new Set<string>(projectKeys({ company }));
  for (const { key } of site === null ? [] : [...company.projects])
    if (!SHARED_PROJECTS.includes(key)) company.renameProject(key, { key: `U${key}` });
  for (const key of projectKeys({ company })) everKeys.add(key);
  let now = company.now.getTime() + 60 * 60_000;

  const options: DemoJiraOptions = {
    company,
    clock: () => new Date(now),
    mostPerPage: PER_PAGE,
    get indexLagMs() {
      return world.lagMs;
    },
    get timeZone() {
      return world.timeZone;
    },
    intercept({ url, body }) {
      for (const each of world.meanwhile) each.requests -= 1;
      const due = world.meanwhile.filter(({ requests }) => requests <= 0);
      world.meanwhile.splice(
        0,
        Number.POSITIVE_INFINITY,
        ...world.meanwhile.filter((each) => !due.includes(each)),
      );
      for (const { happen } of due) happen();
      return url.includes('bulkfetch') ? undelivered(body) : undefined;
    },
  };
  const jira = await startDemoJira(options);

  /** As Jira does it: the whole group fails for the sake of one. */
  function undelivered(body: unknown) {
    const { issueIdsOrKeys: ids } = body as { issueIdsOrKeys: string[] };
    if (!ids.some((id) => world.undeliverable.has(id) && company.ticket(id))) return undefined;
    const issueErrors = ids.map((id) => ({ id, errorMessage: 'Its field is broken.' }));
    return { status: 200, body: { issues: [], issueErrors } };
  }

  const isBroken = (ticket: DemoTicket) => company.breakage(ticket.key) !== undefined;

  const world: World = {
    site,
    named: (name) => (site === null ? name : `${site}:${name}`),
    keysElsewhere,
    projectKeys: everKeys,
    fewest,
    most,
    company,
    jira,
    now: () => now,
    pass(milliseconds) {
      now += milliseconds;
    },
    skewMs: 0,
    lagMs: 0,
    timeZone: 'UTC',
    // A ticket's own stamps never go back.
    stamp: (ticket) => new Date(Math.max(now + world.skewMs, ticket ? ticket.updated + 1 : 0)),
    word() {
      words.issued += 1;
      return wordNumbered(words.issued);
    },
    undeliverable: new Set(),
    meanwhile: [],
    unannounced: new Map(),
    silent: false,
    exported: (ticket) => issueJson(ticket, selectFields(['*all'], '*all'), company, jira.url),
    bound() {
      const found = company.tickets.filter(
        (ticket) =>
          (world.lagMs === 0 || ticket.updated <= now - world.lagMs) &&
          !isBroken(ticket) &&
          world.unannounced.get(ticket.id) !== ticket.updated,
      );
      return new Map(found.map(({ id, updated }) => [id, updated]));
    },
    isBroken,
    close: () => jira.close(),
  };
  return world;
}

import type { DemoCompany } from '../../src/demo/company/company.ts';
import { roles } from '../../src/demo/company/groups.ts';
import { openCompany } from '../../src/demo/company/open-company.ts';
import type { Random } from '../../src/demo/random.ts';
import { rulesOf } from './rules.ts';
import type { Sight } from './sight.ts';
import { type Ask, openOracleSite } from './site.ts';
import type { Tally } from './tally.ts';
import type { Found } from './ways/way.ts';
import type { Sites, World } from './world.ts';

/**
 * The sites as they would be if what is closed to one person had never been written: whoever sees all of it must be told
 * what that person is told. What differs tells of closed texts.
 */
export async function compareWithTwin({
  companies,
  sites,
  accountId,
  sight,
  ask,
  tally,
  random,
}: {
  readonly companies: readonly DemoCompany[];
  readonly sites: Sites;
  readonly accountId: string;
  readonly sight: Sight;
  readonly ask: Ask;
  readonly tally: Tally;
  readonly random: Random;
}): Promise<void> {
  const twins = companies.map((company, at) => twinOf(company, sites.worlds[at]!, accountId));
  const twin = await openOracleSite(twins, []);
  try {
    await twin.sync();
    await twin.indexed();
    for (const url of questions(sites, random)) {
      const [here, there] = [await ask(url), await twin.operator(url)];
      const [own, other] = [told(here.body), told(there.body)];
      tally.judge('as if it were not there', sight.who, url, other, own);
    }
  } finally {
    await twin.close();
  }
}

function twinOf(company: DemoCompany, world: World, accountId: string): DemoCompany {
  const [rules, person] = [rulesOf(world), world.person(accountId)];
  const open = world.tickets.filter((ticket) => rules.mayReadTicket(person, ticket));
  const keys = new Set(open.map(({ key }) => key));
  const tickets = open.map((ticket) => ({
    ...ticket,
    links: ticket.links.filter(({ otherKey }) => keys.has(otherKey)),
    parentKey: ticket.parentKey && keys.has(ticket.parentKey) ? ticket.parentKey : null,
    comments: ticket.comments.filter((comment) => rules.mayReadComment(person, { ticket, comment })),
  }));
  const twin = openCompany({
    people: { teams: {}, customers: [], all: company.people } as never,
    groups: Object.fromEntries(company.groups.map((group) => [group.name, group])) as never,
    projects: Object.fromEntries(company.projects.map((project) => [project.key, project])) as never,
    schemes: company.securitySchemes,
    tickets,
    now: company.now,
  });
  // Its operator alone asks it. The demo company's own schemes name people who are not there.
  for (const { code } of twin.projects) {
    twin.access.setBrowsers(code, []);
    for (const { id } of Object.values(roles)) twin.access.setActors(code, id, { people: [], groups: [] });
  }
  return twin;
}

/** Words that many texts share, a few misspelt, values that may be unknown, beginnings, keys. */
function questions({ tickets }: Sites, random: Random): string[] {
  const words = [
    ...new Set(tickets.flatMap(({ description }) => description?.toLowerCase().match(/[a-z]{4,}/g) ?? [])),
  ];
  const misspelt = (word: string) => `${word.slice(0, 3)}${word.slice(4)}`;
  const some = random.sample(words, 24);
  const queries = [
    ...some.slice(0, 6),
    ...some.slice(6, 12).map(misspelt),
    ...[12, 14, 16, 18].map((at) => `${some[at]} ${some[at + 1]} warehouse gateway`),
    ...some.slice(20).map((word) => `${word.slice(0, 4)}*`),
    ...['label:tax', 'component:scanner', 'status:"In Progress"', 'priority:low', 'label:unheard'],
    ...random.sample(tickets, 4).map(({ key }) => `${key} warehouse`),
    ...random
      .sample(tickets, 4)
      .map(({ summary }) => `reporter:"Colleague ${random.int(1, 20)}" ${summary.split(' ')[1]}`),
  ];
  const facets = ['project', 'type', 'status', 'priority', 'label', 'component']
    .map((name) => `&facet=${name}`)
    .join('');
  return queries.map((q) => `/api/search?mode=lexical&limit=100${facets}&q=${encodeURIComponent(q)}`);
}

/** All that is told, in its order and with its scores: no number may depend on what is closed. */
function told({ total, hints, facets, hits }: Found): string {
  const shown = hits.map(({ key, parentKey, score, why, passage }) => ({
    ...{ key, parentKey, words: why.words, passage },
    ...{ score: score.toFixed(6), lexical: why.lexical.toFixed(6) },
  }));
  return JSON.stringify({ total, hints, facets, hits: shown });
}

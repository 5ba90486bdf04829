import type { insightsAnswer, Wire } from '../../../src/api/index.ts';
import type { DemoTicket } from '../../../src/demo/company/model.ts';
import { EVERYWHERE } from '../random-company.ts';
import { type Asking, type Found, searching, sweep } from './way.ts';

const FACETS = ['project', 'type', 'statusCategory', 'status', 'priority', 'label', 'component'] as const;

const valuesOf: Readonly<Record<(typeof FACETS)[number], (ticket: DemoTicket) => readonly string[]>> = {
  project: ({ project }) => [project.key],
  type: ({ issueType }) => [issueType.name],
  statusCategory: ({ status }) => [status.category],
  status: ({ status }) => [status.name],
  priority: ({ priority }) => [priority.name],
  label: ({ labels }) => labels,
  component: ({ components }) => components,
};

/** Whole lists: who is in them, how many they are, and the numbers beside the filters. */
export async function compareLists(asking: Asking): Promise<void> {
  const all = [...asking.sight.tickets.values()];
  await compareList(asking, 'search by words', { q: EVERYWHERE, mode: 'lexical' }, all);
  await compareList(asking, 'search by both', { q: EVERYWHERE }, all);
  const projects = asking.random.sample(
    [...new Set(asking.sites.tickets.map(({ project }) => project.key))],
    3,
  );
  await compareList(
    asking,
    'search by fields',
    { q: `project:${projects.join(',')}`, sort: 'created' },
    all.filter(({ project }) => projects.includes(project.key as (typeof projects)[number])),
  );
  await compareChosen(asking, all);
  await compareFilters(asking, all);
  await compareInsights(asking, all);
}

async function compareList(
  asking: Asking,
  way: string,
  parameters: Readonly<Record<string, string>>,
  expected: readonly DemoTicket[],
): Promise<void> {
  const { sites, sight, tally } = asking;
  const found = new Set<string>();
  for (let offset = 0; ; offset += 100) {
    const page = await searching(asking, way, {
      ...parameters,
      facet: FACETS,
      limit: '100',
      offset: String(offset),
    });
    for (const { key } of page.hits) found.add(key);
    if (offset === 0) {
      tally.judge(`${way}: total`, sight.who, parameters.q ?? '', expected.length, page.total);
      compareFacets(asking, way, page.facets, expected);
    }
    if (page.hits.length < 100) break;
  }
  const keys = new Set(expected.map(({ key }) => key));
  for (const { key } of sites.tickets) tally.judge(way, sight.who, key, keys.has(key), found.has(key));
}

function compareFacets(
  { sites, sight, tally }: Asking,
  way: string,
  facets: Found['facets'],
  expected: readonly DemoTicket[],
  fields: readonly (typeof FACETS)[number][] = FACETS,
): void {
  for (const field of fields) {
    const told = new Map(facets[field]?.map(({ value, tickets }) => [value, tickets]));
    const values = new Set([...sites.tickets.flatMap(valuesOf[field]), ...told.keys()]);
    for (const value of values) {
      const count = expected.filter((ticket) => valuesOf[field](ticket).includes(value)).length;
      tally.judge(`${way}: facets`, sight.who, `${field} ${value}`, count, told.get(value) ?? 0);
    }
  }
}

/** With a project chosen beside the query, its own facet counts as if it were not. */
async function compareChosen(asking: Asking, all: readonly DemoTicket[]): Promise<void> {
  const { key } = asking.random.pick(asking.sites.tickets).project;
  const way = 'search with a filter';
  const { facets, total } = await searching(asking, way, {
    q: EVERYWHERE,
    mode: 'lexical',
    project: key,
    facet: FACETS,
    limit: '1',
  });
  const inside = all.filter(({ project }) => project.key === key);
  asking.tally.judge(`${way}: total`, asking.sight.who, key, inside.length, total);
  for (const field of FACETS) compareFacets(asking, way, facets, field === 'project' ? all : inside, [field]);
}

async function compareFilters(asking: Asking, all: readonly DemoTicket[]): Promise<void> {
  const { ask, sight, tally, sites } = asking;
  const answer = await ask('/api/filters');
  sweep(asking, 'filters', '/api/filters', answer);
  const { projects, types, statusCategories } = answer.body;
  const compare = (told: Map<string, number>, value: (ticket: DemoTicket) => string) => {
    for (const one of new Set([...sites.tickets.map(value), ...told.keys()])) {
      const count = all.filter((ticket) => value(ticket) === one).length;
      tally.judge('filters', sight.who, one, count, told.get(one) ?? 0);
    }
  };
  const byName = (list: { name: string; tickets: number }[]) =>
    new Map(list.map(({ name, tickets }) => [name, tickets]));
  compare(
    new Map(projects.map(({ key, tickets }: { key: string; tickets: number }) => [key, tickets])),
    ({ project }) => project.key,
  );
  compare(byName(types), ({ issueType }) => issueType.name);
  compare(byName(statusCategories), ({ status }) => status.category);
}

/** Figures over all tickets, and over those of one project: each counts what is open to the asker, and nothing else. */
async function compareInsights(asking: Asking, all: readonly DemoTicket[]): Promise<void> {
  const { key } = asking.random.pick(asking.sites.tickets).project;
  const inside = all.filter(({ project }) => project.key === key);
  for (const [url, expected] of [
    ['/api/insights', all],
    [`/api/insights?project=${key}`, inside],
  ] as const) {
    const answer = await asking.ask(url);
    sweep(asking, 'insights', url, answer);
    const { tickets, periods, resolution, open }: Wire<typeof insightsAnswer> = answer.body;
    const judge = (what: string, wanted: unknown, told: unknown) =>
      asking.tally.judge('insights', asking.sight.who, `${url} ${what}`, wanted, told);
    const took = expected
      .flatMap(({ created, resolved }) => (resolved === null ? [] : [Math.max(0, resolved - created)]))
      .sort((a, b) => a - b);
    judge('tickets', expected.length, tickets);
    judge('open', expected.filter(({ status }) => status.category !== 'done').length, open.tickets);
    judge('resolved', took.length, resolution.tickets);
    judge('median', took[Math.ceil(took.length / 2) - 1] ?? null, resolution.medianMs);
    const months = new Map(periods.map(({ from, created }) => [from.slice(0, 7), created]));
    const monthOf = ({ created }: DemoTicket) => new Date(created).toISOString().slice(0, 7);
    for (const month of new Set([...expected.map(monthOf), ...months.keys()]))
      judge(month, expected.filter((ticket) => monthOf(ticket) === month).length, months.get(month) ?? 0);
  }
}

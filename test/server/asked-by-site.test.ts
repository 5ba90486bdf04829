import { expect, test } from 'vitest';
import { twoSites } from '../support/two-sites.ts';

test('a search says of which site a ticket is, and is narrowed to some; of one site nothing is said', async () => {
  const sites = await twoSites();
  await sites.sync();
  const search = async (query: string) => (await sites.operate('GET', `/api/search?limit=100&${query}`)).body;
  type Found = { key: string; site: string }[];
  for (const [name, company] of [
    ['first', sites.here],
    ['us', sites.there],
  ] as const) {
    const keys = company.tickets.map(({ key }) => key).sort();
    for (const query of [`q=site:${name}`, `q=is:open,done&site=${name}`]) {
      const hits: Found = (await search(query)).hits;
      expect(hits.map(({ key }) => key).sort()).toEqual(keys);
      expect(new Set(hits.map(({ site }) => site))).toEqual(new Set([name]));
    }
  }
  expect((await search('q=-site:us')).total).toBe(60);
  expect((await search('q=is:open,done&facet=site')).facets).toEqual({
    site: [
      { value: 'first', tickets: 60 },
      { value: 'us', tickets: 40 },
    ],
  });
  expect((await search('q=site:uss')).hints).toMatchObject([
    { code: 'value-unknown', message: 'No ticket has the site “uss”. Did you mean “us”?' },
  ]);
  const { key } = sites.there.tickets[0]!;
  expect((await sites.operate('GET', `/api/tickets/${key}`)).body.site).toBe('us');
  const alike = (await sites.operate('GET', `/api/tickets/${key}/similar`)).body;
  expect(alike.ticket.site).toBe('us');
});

test('a ticket is asked for with its site, or by its id there; a key that tickets of both sites had wants the site', async () => {
  const sites = await twoSites();
  await sites.sync();
  const [ours, theirs] = [sites.here.tickets[0]!, sites.there.tickets[0]!];
  const get = async (path: string) => (await sites.operate('GET', `/api/tickets/${path}`)).body;
  for (const name of [`us:${theirs.key}`, `US:${theirs.key.toLowerCase()}`, `us:${theirs.id}`])
    expect(await get(name)).toMatchObject({ key: theirs.key, site: 'us', movedFrom: null });
  expect(await get(`first:${ours.id}`)).toMatchObject({ key: ours.key, site: 'first' });
  expect((await get(`us:${theirs.key}/similar`)).ticket.key).toBe(theirs.key);
  expect((await get(`us:${theirs.id}/record`)).externalId).toBe(`us:${theirs.id}`);
  await sites.reader('rita', null);
  expect((await get(`us:${theirs.key}/why?user=rita`)).key).toBe(theirs.key);
  expect(await get(`us:${ours.key}`)).toMatchObject({
    code: 'ticket-not-found',
    detail: `us:${ours.key}; the one that is here is of site first`,
  });

  // One after the other, a ticket of each had this key, and none has it any more.
  const numbersOf = (company: typeof sites.here) =>
    company.tickets.flatMap(({ key, project }) =>
      project.key === company.projects[0]!.key ? [key.slice(key.lastIndexOf('-') + 1)] : [],
    );
  const number = numbersOf(sites.here).find((one) => numbersOf(sites.there).includes(one));
  const former = `WAS-${number}`;
  const rename = async (company: typeof sites.here, name: string, to: string) => {
    company.renameProject(name, { key: to });
    expect(await sites.sync({ full: true })).toMatchObject({ state: 'succeeded', refused: 0 });
  };
  const [here, there] = [sites.here.projects[0]!.key, sites.there.projects[0]!.key];
  await rename(sites.here, here, 'WAS');
  await rename(sites.here, 'WAS', 'OURS');
  await rename(sites.there, there, 'WAS');
  expect(await get(former)).toMatchObject({ site: 'us', movedFrom: null });
  await rename(sites.there, 'WAS', 'THEIRS');
  expect(await get(former)).toMatchObject({
    code: 'ticket-ambiguous',
    detail: `${former} was a key of tickets of several sites: name one of us:${former}, first:${former}.`,
  });
  expect(await get(`first:${former}`)).toMatchObject({ key: `OURS-${number}`, movedFrom: former });
  expect(await get(`us:${former}`)).toMatchObject({ key: `THEIRS-${number}`, movedFrom: former });
});

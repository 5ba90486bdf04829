import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoJira, type DemoTicket, generateCompany, startDemoJira } from '../../src/demo/index.ts';
import { clientOf } from './client.ts';

const company = generateCompany({ tickets: 1200, seed: 3 });
const { tickets } = company;

/** The values that a field went through, each as [from, to]. */
const steps = (ticket: DemoTicket, field: string) =>
  ticket.changes.flatMap(({ items }) =>
    items.filter((item) => item.field === field).map(({ from, to }) => [from, to] as const),
  );

describe('the history of a ticket', () => {
  it('runs in time from its creation to its last change', () => {
    for (const ticket of tickets) {
      const moments = [ticket.created, ...ticket.changes.map(({ created }) => created), ticket.updated];
      expect(moments, ticket.key).toEqual(moments.toSorted((one, other) => one - other));
      const traces = [
        ticket.created,
        ...ticket.changes.map(({ created }) => created),
        ...ticket.comments.map(({ updated }) => updated),
      ];
      expect(Math.max(...traces), ticket.key).toBe(ticket.updated);
    }
  });

  it('leads step by step to the values that the ticket has', () => {
    for (const ticket of tickets) {
      const ends = {
        status: ticket.status.id,
        assignee: ticket.assignee?.accountId ?? null,
        priority: ticket.priority.id,
        resolution: ticket.resolution?.id ?? null,
      };
      for (const [field, end] of Object.entries(ends)) {
        const taken = steps(ticket, field);
        for (const [from, to] of taken) expect(from, `${ticket.key} ${field}`).not.toBe(to);
        for (let step = 1; step < taken.length; step += 1) {
          expect(taken[step]![0], `${ticket.key} ${field}`).toBe(taken[step - 1]![1]);
        }
        if (taken.length > 0) expect(taken.at(-1)![1], `${ticket.key} ${field}`).toBe(end);
      }
    }
  });

  it('resolves and closes it at the moment that the ticket names', () => {
    for (const ticket of tickets.filter(({ resolved }) => resolved !== null)) {
      const resolving = ticket.changes.filter(({ items }) =>
        items.some(({ field }) => field === 'resolution'),
      );
      expect(
        resolving.map(({ created }) => created),
        ticket.key,
      ).toEqual([ticket.resolved]);
      expect(resolving[0]!.items.some(({ field }) => field === 'status')).toBe(true);
    }
  });

  it('knows of every link on both sides, and of the files that came later', () => {
    for (const ticket of tickets) {
      const linked = steps(ticket, 'Link').map(([, to]) => to);
      expect(linked.toSorted(), ticket.key).toEqual(ticket.links.map(({ otherKey }) => otherKey).toSorted());
      const attached = steps(ticket, 'Attachment').map(([, to]) => to);
      const later = ticket.attachments.filter(({ created }) => created > ticket.created);
      expect(attached, ticket.key).toEqual(later.map(({ id }) => id));
    }
  });

  it('has ids that grow with time over the whole site', () => {
    const changes = tickets.flatMap((ticket) => ticket.changes);
    expect(changes.length).toBeGreaterThan(tickets.length * 2);
    const byId = changes.toSorted((one, other) => Number(one.id) - Number(other.id));
    expect(new Set(byId.map(({ id }) => id)).size).toBe(changes.length);
    expect(byId.every((one, at) => at === 0 || one.created >= byId[at - 1]!.created)).toBe(true);
  });

  it('is varied: reassignments, rework, escalations, late edits', () => {
    const fields = new Set(
      tickets.flatMap(({ changes }) => changes.flatMap(({ items }) => items.map(({ field }) => field))),
    );
    expect([...fields]).toEqual(
      expect.arrayContaining([
        'status',
        'resolution',
        'assignee',
        'priority',
        'labels',
        'Fix Version',
        'Link',
        'Attachment',
      ]),
    );
    expect(tickets.some((ticket) => steps(ticket, 'assignee').length > 1)).toBe(true);
    expect(tickets.some((ticket) => steps(ticket, 'status').length > 4)).toBe(true);
  });
});

describe('the changelog over HTTP', () => {
  const live = generateCompany({ tickets: 80, seed: 3 });
  let jira: DemoJira;
  let client: ReturnType<typeof clientOf>;
  beforeAll(async () => {
    jira = await startDemoJira({ company: live });
    client = clientOf(jira);
  });
  afterAll(() => jira.close());

  type Told = { id: string; items: { field: string; fromString: string | null; toString: string | null }[] };
  const ids = (changes: readonly { id: string }[]) => changes.map(({ id }) => id);

  it('comes in pages, oldest first, and inside an issue, newest first', async () => {
    const ticket = live.tickets.toSorted((one, other) => other.changes.length - one.changes.length)[0]!;
    const all = ids(ticket.changes);
    const path = `/issue/${ticket.key}/changelog`;
    const { body: first } = await client.get(`${path}?maxResults=2`);
    expect(first).toMatchObject({
      total: all.length,
      isLast: false,
      nextPage: expect.stringContaining('startAt=2'),
    });
    const { body: rest } = await client.get(`${path}?startAt=2`);
    expect([...ids(first.values), ...ids(rest.values)]).toEqual(all);
    expect(rest.isLast).toBe(true);

    const { body: issue } = await client.get(`/issue/${ticket.id}?expand=changelog&fields=summary`);
    expect(ids(issue.changelog.histories)).toEqual(all.toReversed());
    expect(issue.changelog.total).toBe(all.length);
    expect((await client.get(`/issue/${ticket.id}`)).body.changelog).toBeUndefined();
    const { body: bulk } = await client.post('/issue/bulkfetch', {
      issueIdsOrKeys: [ticket.key],
      expand: ['changelog'],
    });
    expect(ids(bulk.issues[0].changelog.histories)).toEqual(all.toReversed());
    const { body: found } = await client.search({
      jql: `key = ${ticket.key}`,
      fields: 'summary',
      expand: 'changelog',
    });
    expect(ids(found.issues[0].changelog.histories)).toEqual(all.toReversed());
    expect((await client.get('/issue/PAY-99999/changelog')).status).toBe(404);
  });

  it('comes for many issues at once, by fields and in pages', async () => {
    const keys = live.tickets.map(({ key }) => key);
    const seen: string[] = [];
    let nextPageToken: string | undefined;
    do {
      const { body } = await client.post('/changelog/bulkfetch', {
        issueIdsOrKeys: keys,
        fieldIds: ['assignee'],
        maxResults: 7,
        ...(nextPageToken ? { nextPageToken } : {}),
      });
      for (const { changeHistories } of body.issueChangeLogs) seen.push(...ids(changeHistories));
      nextPageToken = body.nextPageToken;
    } while (nextPageToken);
    const wanted = live.tickets.flatMap(({ changes }) =>
      changes.filter(({ items }) => items.some(({ fieldId }) => fieldId === 'assignee')),
    );
    expect(seen.length).toBeGreaterThan(7);
    expect(seen.toSorted()).toEqual(ids(wanted).toSorted());
  });

  it('grows with every edit, and tells what was changed', async () => {
    const ticket = live.tickets.find(({ changes }) => changes.length > 0)!;
    const at = new Date(live.now.getTime() + 60_000);
    live.editTicket(ticket.key, { summary: 'Renamed', labels: ['a', 'b'] }, at);
    live.editTicket(ticket.key, { summary: 'Renamed' }, at);
    const { body } = await client.get(`/issue/${ticket.key}/changelog`);
    expect(body.total).toBe(ticket.changes.length + 1);
    const last: Told = body.values.at(-1);
    expect(last.items.map(({ field, fromString }) => [field, fromString])).toEqual([
      ['summary', ticket.summary],
      ['labels', ticket.labels.join(' ')],
    ]);
    expect(last.items.map((item) => item.toString)).toEqual(['Renamed', 'a b']);
    expect(Number(last.id)).toBeGreaterThan(
      Math.max(...live.tickets.flatMap((one) => one.changes.slice(0, -1).map(({ id }) => Number(id)))),
    );
  });
});

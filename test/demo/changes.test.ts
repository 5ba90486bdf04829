import { describe, expect, it } from 'vitest';
import { generateCompany, plainTextOf, visibilities } from '../../src/demo/index.ts';
import { servedDemo } from './client.ts';

const company = generateCompany({ tickets: 120 });
const { client } = await servedDemo({ company });

const later = (minutes: number) => new Date(Date.parse('2026-11-01T09:00:00Z') + minutes * 60_000);

describe('a company that goes on living', () => {
  it('gains tickets and comments, and time moves on with them', async () => {
    const ticket = company.createTicket(
      { project: 'SUP', summary: 'Fresh', description: 'One `two`' },
      later(1),
    );
    expect(company.now).toEqual(later(1));
    company.addComment(
      ticket.key,
      { text: 'Only us', jsdPublic: false, visibility: visibilities.serviceDeskTeam },
      later(2),
    );
    const { body } = await client.search({ jql: 'updated >= -1m', fields: '*all' });
    expect(body.issues.map((issue: { key: string }) => issue.key)).toEqual([ticket.key]);
    expect(body.issues[0].fields.updated).toBe('2026-11-01T09:02:00.000+0000');
    expect(body.issues[0].fields.comment.comments[0]).toMatchObject({
      jsdPublic: false,
      visibility: { type: 'role' },
    });
  });

  it('changes tickets and keeps the rest of them', async () => {
    const before = company.tickets[3]!;
    company.editTicket(before.key, { summary: 'Renamed', description: 'New words' }, later(3));
    const after = company.ticket(before.key.toLowerCase())!;
    expect(after).toMatchObject({
      summary: 'Renamed',
      id: before.id,
      created: before.created,
      updated: later(3).getTime(),
    });
    expect(plainTextOf(after.description)).toBe('New words');
    company.editTicket(before.key, { description: null }, later(3));
    expect((await client.get(`/issue/${before.id}`)).body.fields.description).toBeNull();
  });

  it('forgets deleted tickets, from both sides of their links', async () => {
    const linked = company.tickets.find((ticket) => ticket.links.length > 0)!;
    const others = linked.links.map((link) => link.otherKey);
    company.deleteTicket(linked.key, later(4));
    expect((await client.get(`/issue/${linked.key}`)).status).toBe(404);
    for (const key of others) {
      expect(company.ticket(key)!.links.some((link) => link.otherKey === linked.key)).toBe(false);
    }
    expect(() => company.addComment(linked.key, { text: 'Too late' }, later(5))).toThrow(/no ticket/);
    const next = company.createTicket(
      { project: linked.project.key, summary: 'A number is never used again' },
      later(5),
    );
    expect(next.key).not.toBe(linked.key);
  });

  it('serves broken issues until they are mended', async () => {
    const { key } = company.tickets[10]!;
    company.breakTicket(key, (issue) => {
      delete issue.fields?.summary;
    });
    const bulk = async () =>
      (await client.post('/issue/bulkfetch', { issueIdsOrKeys: [key] })).body.issues[0].fields;
    expect(await bulk()).not.toHaveProperty('summary');
    company.mendTicket(key);
    expect(await bulk()).toHaveProperty('summary');
  });
});

import { describe, expect, test } from 'vitest';
import { generateCompany } from '../../src/demo/index.ts';
import { casebook } from '../support/casebook.ts';
import { webhookSite } from '../support/webhook-site.ts';

const TICKETS = 40;

async function readSite(more: Parameters<typeof webhookSite>[1] = {}, options = {}) {
  const company = generateCompany({ tickets: TICKETS, seed: 7 });
  const site = await webhookSite({ company, ...options }, more);
  await site.sync();
  const later = (minutes: number) => new Date(company.now.getTime() + minutes * 60_000);
  return { company, site, later };
}

describe('what happens in Jira is found here without a sync', () => {
  test('issues that are created, edited and deleted', async () => {
    const { company, site, later } = await readSite();
    const webhook = site.register();
    const { key } = company.createTicket({ project: 'PAY', summary: 'Zwetschgendatschi ran out' }, later(1));
    await site.settled();
    expect(await site.found('Zwetschgendatschi')).toEqual([key]);

    company.editTicket(key, { summary: 'Kaiserschmarrn ran out' }, later(2));
    await site.settled();
    expect(await site.found('Zwetschgendatschi')).toEqual([]);
    expect(await site.found('Kaiserschmarrn')).toEqual([key]);

    company.deleteTicket(key, later(3));
    const { indexing } = await site.settled();
    expect(await site.found('Kaiserschmarrn')).toEqual([]);
    expect(indexing).toMatchObject({ live: TICKETS, holds: true });
    expect(webhook.deliveries.map(({ event, answers }) => [event, answers])).toEqual([
      ['jira:issue_created', [202]],
      ['jira:issue_updated', [202]],
      ['jira:issue_deleted', [202]],
    ]);
  });

  test('comments that are made, changed and deleted', async () => {
    const { company, site, later } = await readSite();
    site.register();
    const { key } = company.tickets[3]!;
    const { id } = company.addComment(key, { text: 'Ask the Oberförster' }, later(1));
    await site.settled();
    expect(await site.found('Oberförster')).toEqual([key]);
    company.editComment(key, id, 'Ask the Unterförster', later(2));
    await site.settled();
    expect(await site.found('Oberförster')).toEqual([]);
    expect(await site.found('Unterförster')).toEqual([key]);
    company.deleteComment(key, id, later(3));
    await site.settled();
    expect(await site.found('Unterförster')).toEqual([]);
  });
});

test('`status` tells of the last one, also after a restart', async () => {
  const { company, site, later } = await readSite();
  const before = await casebook(['status', '--data-dir', site.folder]);
  expect(before.stdout).toContain('Webhooks    none yet');
  site.register();
  const { key } = company.tickets[0]!;
  company.editTicket(key, { summary: 'Zwetschgendatschi' }, later(1));
  await site.settled();
  await site.stop();
  await site.start();
  expect(await site.found('Zwetschgendatschi')).toEqual([key]);
  const { stdout } = await casebook(['status', '--data-dir', site.folder]);
  expect(stdout).toMatch(/^Webhooks {4}last jira:issue_updated at 20/m);
});

import { expect, test } from 'vitest';
import { generateCompany } from '../../src/demo/index.ts';
import { databaseFile } from '../../src/platform/data-folder/index.ts';
import { openDatabase } from '../../src/platform/database/index.ts';
import { webhookSite } from '../support/webhook-site.ts';

test('a server reads what changed in Jira when its schedule says so, also the first time', async () => {
  const company = generateCompany({ tickets: 20, seed: 7 });
  const site = await webhookSite({ company }, { JIRA_SYNC_SCHEDULE: '0 0 1 1 *' });
  const database = await openDatabase(databaseFile(site.folder));
  const comesDue = () =>
    database.updateTable('schedules').set({ next_at: 0 }).where('name', '=', 'sync').execute();
  const patience = { timeout: 30_000, interval: 100 };
  const indexed = async () =>
    (await site.call<{ indexing: { indexed: number } }>('/api/sync')).indexing.indexed;
  try {
    await comesDue();
    await expect.poll(indexed, patience).toBe(20);
    const later = new Date(company.now.getTime() + 60_000);
    const { key } = company.createTicket({ project: 'PAY', summary: 'Zwetschgendatschi ran out' }, later);
    await comesDue();
    await expect.poll(() => site.found('Zwetschgendatschi'), patience).toEqual([key]);
  } finally {
    await database.destroy();
  }
}, 90_000);

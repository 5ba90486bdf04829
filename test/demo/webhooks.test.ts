import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { generateCompany, startDemoJira } from '../../src/demo/index.ts';
import { jiraIssueV2 } from '../../src/ingest/sources/jira/contract.ts';
import { signatureOf } from '../support/webhooks.ts';

interface Received {
  readonly headers: Record<string, unknown>;
  readonly body: Buffer;
}

/** A demo Jira and somebody whom it tells; `answers` are given one after the other, then 200. */
async function told(answers: number[] = []) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    received.push({ headers: request.headers, body: await buffer(request) });
    response.writeHead(answers.shift() ?? 200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const company = generateCompany({ tickets: 20, seed: 3 });
  const jira = await startDemoJira({ company });
  onTestFinished(async () => {
    await jira.close();
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  const at = () => new Date(company.now.getTime() + 60_000);
  return { company, jira, received, url, at };
}

test('a webhook is signed, named, and in the shape of REST v2', async () => {
  const { company, jira, received, url, at } = await told();
  const webhook = jira.registerWebhook({ url, secret: 'the secret' });
  const { key } = company.createTicket({ project: 'PAY', summary: 'New', description: '# Markup' }, at());
  company.addComment(key, { text: 'Said' }, at());
  await webhook.settled();
  for (const { headers, body } of received) {
    expect(headers['x-hub-signature']).toBe(signatureOf(body, 'the secret'));
    expect(headers['x-atlassian-webhook-identifier']).toMatch(/^[0-9a-f-]{36}$/);
  }
  const [created, commented] = received.map(({ body }) => JSON.parse(body.toString()));
  expect(created).toMatchObject({ webhookEvent: 'jira:issue_created', issue: { key } });
  expect(jiraIssueV2.parse(created.issue).fields.description).toBe('# Markup');
  expect(commented).toMatchObject({
    webhookEvent: 'comment_created',
    comment: { body: 'Said' },
    issue: { key },
  });
});

test('what is refused in passing is repeated under its name, what is refused for good is not', async () => {
  const { company, jira, received, url, at } = await told([503, 429, 200, 401]);
  const webhook = jira.registerWebhook({ url, secret: null, retryMs: 1 });
  const key = company.tickets[0]!.key;
  company.editTicket(key, { summary: 'Once' }, at());
  company.editTicket(key, { summary: 'Twice' }, at());
  await webhook.settled();
  expect(webhook.deliveries.map(({ answers }) => answers)).toEqual([[503, 429, 200], [401]]);
  const names = received.map(({ headers }) => headers['x-atlassian-webhook-identifier']);
  expect(new Set(names).size).toBe(2);
  expect(received.every(({ headers }) => headers['x-hub-signature'] === undefined)).toBe(true);
});

test('deliveries can be repeated and come in another order', async () => {
  const { company, jira, received, url, at } = await told();
  const webhook = jira.registerWebhook({ url, secret: null, times: 2 });
  webhook.hold();
  const { key } = company.createTicket({ project: 'PAY', summary: 'New' }, at());
  company.deleteTicket(key, at());
  webhook.release((held) => held.toReversed());
  await webhook.settled();
  expect(received.map(({ body }) => JSON.parse(body.toString()).webhookEvent)).toEqual([
    'jira:issue_deleted',
    'jira:issue_deleted',
    'jira:issue_created',
    'jira:issue_created',
  ]);
});

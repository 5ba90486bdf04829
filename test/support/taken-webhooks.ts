import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { DemoJiraOptions, RegisteredWebhook, WebhookTarget } from '../../src/demo/index.ts';
import { createWebhooks, type Webhooks } from '../../src/ingest/index.ts';
import type { JiraClient } from '../../src/ingest/sources/jira/client.ts';
import { openJobQueue } from '../../src/platform/jobs/index.ts';
import { createLog } from '../../src/platform/telemetry/index.ts';
import { jiraSync } from './jira-sync.ts';
import { serverOver } from './stub-services.ts';

export const SECRET = 'a secret of the admin';

/** A demo Jira, an installation that syncs from it, and the address where that takes its webhooks. */
export async function takenWebhooks(
  options: DemoJiraOptions,
  more: {
    readonly jql?: string;
    readonly location?: string;
    readonly secrets?: readonly string[];
    /** What asks Jira because of webhooks. */
    readonly asking?: (client: JiraClient) => JiraClient;
  } = {},
) {
  const site = await jiraSync(options, undefined, more.location);
  const { client, jira, open } = site;
  const log = createLog('silent');
  async function begin() {
    const jobs = await openJobQueue({ database: open.database, location: '', store: 'database', log });
    const webhooks = createWebhooks({
      ...{ database: open.database, intake: open.intake, jobs, log, secrets: more.secrets ?? [SECRET] },
      jira: async () => ({
        client: more.asking?.(client) ?? client,
        baseUrl: jira.url,
        jql: more.jql ?? '',
        concurrency: 4,
      }),
      onApplied: () => {},
    });
    await webhooks.resume();
    jobs.start();
    return { jobs, webhooks };
  }
  let process = await begin();
  const server = await serverOver({
    webhooks: () => process.webhooks,
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}/webhooks/jira`;
  async function end(): Promise<void> {
    const stopped = process.webhooks.stop();
    await process.jobs.stop(0);
    await stopped;
  }
  onTestFinished(end);
  const registered: RegisteredWebhook[] = [];
  return {
    ...site,
    url,
    state: () => process.webhooks.state(),
    receive: (request: Parameters<Webhooks['receive']>[0]) => process.webhooks.receive(request),
    /** As if the process ended and another began. */
    async restart(): Promise<void> {
      await end();
      process = await begin();
    },
    register(target: Partial<WebhookTarget> = {}): RegisteredWebhook {
      const webhook = jira.registerWebhook({ url, secret: SECRET, retryMs: 5, ...target });
      registered.push(webhook);
      return webhook;
    },
    /** All that Jira said has been taken in. */
    async settled(): Promise<void> {
      for (const webhook of registered) await webhook.settled();
      await process.jobs.settled();
    },
    /** What is here, by key: summary and comments. */
    async tickets(): Promise<Record<string, string>> {
      const rows = await open.database
        .selectFrom('tickets')
        .leftJoin('comments', 'comments.ticket_id', 'tickets.id')
        .select(['key', 'summary', 'comments.id as comment'])
        .orderBy('key')
        .orderBy('position')
        .execute();
      const byKey = Map.groupBy(rows, ({ key }) => key);
      return Object.fromEntries(
        [...byKey].map(([key, of]) => [
          key,
          [of[0]?.summary, ...of.flatMap(({ comment }) => comment ?? [])].join(' '),
        ]),
      );
    },
    /** The same of what Jira has. */
    atJira: (): Record<string, string> =>
      Object.fromEntries(
        options.company.tickets
          .toSorted((a, b) => (a.key < b.key ? -1 : 1))
          .map(({ key, summary, comments }) => [key, [summary, ...comments.map(({ id }) => id)].join(' ')]),
      ),
  };
}

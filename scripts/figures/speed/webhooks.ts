import { z } from 'zod';
import type { WebhooksResult } from '../../../bench/webhooks/webhooks.ts';
import type { Aim } from '../aims.ts';
import { figure, table, whole } from '../markdown.ts';
import { keptOf, measurement } from '../measurement.ts';

const latency = z.object({ changes: z.number(), p50_ms: z.number(), p95_ms: z.number(), max_ms: z.number() });

const schema = keptOf<WebhooksResult>()(
  z.object({
    tickets: z.number(),
    quiet: latency,
    during_first_sync: latency,
    during_sync: latency,
    burst: z.object({ changes: z.number(), seconds: z.number() }),
  }),
);
type Webhooks = z.infer<typeof schema>;

const NAMES = { quiet: 'quiet', during_first_sync: 'during the first sync', during_sync: 'during a sync' };
const PHASES = Object.keys(NAMES) as (keyof typeof NAMES)[];

export const webhooks = measurement<Webhooks>({
  about: "from Jira's webhook to a search that finds the change",
  command: ['bench', 'webhooks'],
  minutes: 2,
  schema,
  aims: PHASES.map(
    (phase): Aim<Webhooks> => ({
      what: `from a webhook until a search among 2,000 tickets finds the change, ${NAMES[phase]}, p95`,
      bound: { below: 1000 },
      unit: 'ms',
      measured: (result) => (result.tickets === 2000 ? result[phase].p95_ms : null),
    }),
  ),
  regions: { '': webhookLines },
});

function webhookLines({ tickets, burst, ...phases }: Webhooks): string[] {
  const rows = PHASES.map((phase) => {
    const { changes, p50_ms, p95_ms, max_ms } = phases[phase];
    return [NAMES[phase], figure(p50_ms), figure(p95_ms), figure(max_ms), whole(changes)];
  });
  return [
    `Among ${whole(tickets)} tickets:`,
    '',
    ...table(['', 'p50 ms', 'p95 ms', 'max ms', 'changes'], rows),
    `${whole(burst.changes)} changes at once were found after ${figure(burst.seconds)} seconds.`,
    '',
  ];
}

import { z } from 'zod';
import type { SyncResult } from '../../../bench/sync.ts';
import { figure, table, whole } from '../markdown.ts';
import { keptOf, measurement } from '../measurement.ts';

const schema = keptOf<Record<string, SyncResult>>()(
  z.record(
    z.string(),
    z.object({
      tickets: z.number(),
      cpu_s: z.number(),
      seconds: z.number(),
      tickets_per_s: z.number(),
      requests: z.object({ answered: z.number(), refused: z.number(), least: z.number() }),
      bound_s: z.number().nullable(),
      ratio: z.number().nullable(),
      memory: z.object({ windows: z.array(z.object({ heap_mb: z.number(), rss_mb: z.number() })) }),
    }),
  ),
);
type Sync = z.infer<typeof schema>;

export const sync = measurement<Sync>({
  about: 'a sync under a limit of requests and without one',
  command: ['bench', 'sync', '--many', '0', '--json'],
  minutes: 1,
  schema,
  aims: [
    {
      what: 'a sync of 5,000 tickets under a limit, as a multiple of the least time that it can take',
      bound: { atMost: 1.1 },
      // Of a shorter one the burst at the beginning, which is free, is most.
      measured: ({ limited }) => (limited?.tickets === 5000 ? limited.ratio : null),
    },
  ],
  regions: { '': syncLines },
});

function syncLines(results: Sync): string[] {
  const rows = Object.entries(results).map(([name, { requests, ...run }]) => [
    `\`${name}\``,
    whole(run.tickets),
    whole(requests.answered),
    whole(requests.least),
    whole(requests.refused),
    figure(run.cpu_s),
    figure(run.seconds),
    figure(run.bound_s),
    run.ratio === null ? '' : run.ratio.toFixed(2),
    whole(run.tickets_per_s),
  ]);
  const head = [
    'tickets',
    'requests',
    'least',
    'refused',
    'processor s',
    's',
    'bound s',
    'ratio',
    'tickets/s',
  ];
  const { many } = results;
  return [...table(['run', ...head], rows), ...(many ? memoryLines(many) : [])];
}

function memoryLines({ memory: { windows } }: Sync[string]): string[] {
  const list = (value: 'heap_mb' | 'rss_mb') => windows.map((window) => whole(window[value])).join(', ');
  return [
    `Memory of \`many\`, in equal windows of time, lowest in each: reachable ${list('heap_mb')} MB;`,
    `resident ${list('rss_mb')} MB.`,
    '',
  ];
}

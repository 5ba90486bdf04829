import { z } from 'zod';
import type { IngestResult } from '../../../bench/ingest.ts';
import { figure, table, whole } from '../markdown.ts';
import { keptOf, measurement } from '../measurement.ts';

const speed = z.object({ seconds: z.number(), tickets_per_s: z.number(), mb_per_s: z.number() });

const schema = keptOf<IngestResult>()(
  z.object({
    tickets: z.number(),
    comments: z.number(),
    chunks: z.number(),
    megabytes: z.number(),
    all: speed,
    load: z.object({
      cpu_s: z.number(),
      delay_ms: z.object({ p50: z.number(), p99: z.number(), p999: z.number(), max: z.number() }),
      rss_mb: z.object({ before: z.number(), peak: z.number(), settled: z.number() }),
      flushes: z.object({ per_s: z.number(), disk_per_s: z.number() }),
    }),
    stages: z.object({
      fetch: speed,
      gate: speed,
      lake: speed,
      tickets: speed,
      chunk: speed,
      embed: speed,
      index: speed,
    }),
  }),
);
type Ingest = z.infer<typeof schema>;

export const ingest = measurement<Ingest>({
  about: 'from Jira to a search hit, in all and by stage',
  command: ['bench', 'ingest', '--json'],
  minutes: 1,
  schema,
  aims: [
    {
      what: 'how late the event loop comes while 5,000 tickets are read, p99.9',
      bound: { below: 100 },
      unit: 'ms',
      measured: ({ tickets, load }) => (tickets === 5000 ? load.delay_ms.p999 : null),
    },
  ],
  regions: { '': ingestLines },
});

function ingestLines({ tickets, comments, chunks, megabytes, all, load, stages }: Ingest): string[] {
  const { cpu_s, delay_ms, rss_mb, flushes } = load;
  const rows = Object.entries({ all, ...stages }).map(([name, { seconds, tickets_per_s, mb_per_s }]) => [
    `\`${name}\``,
    figure(seconds),
    whole(tickets_per_s),
    figure(mb_per_s),
  ]);
  return [
    `${whole(tickets)} tickets with ${whole(comments)} comments, ${figure(megabytes)} MB of JSON, ${whole(chunks)} pieces of text:`,
    '',
    ...table(['', 's', 'tickets/s', 'MB/s'], rows),
    `\`all\` took ${figure(cpu_s)} processor seconds. The event loop came ${figure(delay_ms.p99)} ms late at p99, ${figure(delay_ms.p999)} at p99.9,`,
    `${figure(delay_ms.max)} at most. Memory: ${whole(rss_mb.before)} MB before, ${whole(rss_mb.peak)} at most, ${whole(rss_mb.settled)} after.`,
    `${whole(flushes.per_s)} flushes a second, of ${whole(flushes.disk_per_s)} that the disk can do.`,
    '',
  ];
}

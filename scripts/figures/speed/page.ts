import { z } from 'zod';
import type { PageBench } from '../../../bench/page/page.ts';
import { figure, table, whole } from '../markdown.ts';
import { keptOf, measurement } from '../measurement.ts';

const spread = z.object({ p50: z.number(), p75: z.number(), max: z.number(), of: z.number() });

const schema = keptOf<PageBench>()(
  z.object({
    tickets: z.number(),
    secondsToRead: z.number().nullable(),
    lcp: z.object({ start: spread, results: spread }),
    cls: z.number(),
    interaction: spread,
    inp: z.number(),
    submitted: spread,
    filtered: spread,
  }),
);
type Page = z.infer<typeof schema>;

export const page = measurement<Page>({
  about: 'the search page in a browser, over 100,000 tickets',
  command: ['bench', 'page', '--json'],
  minutes: 15,
  schema,
  aims: [
    {
      what: 'interaction to next paint (INP) of the search page over 100,000 tickets',
      bound: { below: 100 },
      unit: 'ms',
      measured: ({ tickets, inp }) => (tickets === 100_000 ? inp : null),
    },
  ],
  regions: { '': pageLines },
});

function pageLines({ tickets, secondsToRead, lcp, cls, inp, ...spreads }: Page): string[] {
  const rows = Object.entries({
    'LCP of the start page, ms': lcp.start,
    'LCP of results, ms': lcp.results,
    'interaction to next paint, ms': spreads.interaction,
    'Enter to results, ms': spreads.submitted,
    'filter to results, ms': spreads.filtered,
  }).map(([what, { p50, p75, max, of }]) => [what, ...[p50, p75, max, of].map(whole)]);
  return [
    ...table(['', 'p50', 'p75', 'max', 'of'], rows),
    `INP ${whole(inp)} ms, CLS ${cls.toFixed(3)}, over ${whole(tickets)} tickets${secondsToRead === null ? '' : `, which were there after ${figure(secondsToRead)} seconds`}.`,
    '',
  ];
}

import { lazy, Suspense } from 'react';
import type { Sample } from '../api/client.ts';
import { ratesOf, STAGE_NAMES, STAGES, type Stage, UNITS } from './rates.ts';
import { LOOKS } from './stage-looks.ts';

const RateChart = lazy(() => import('./rate-chart.tsx').then((module) => ({ default: module.RateChart })));

const pace = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

/** How fast records pass each stage: as lines over the last ten minutes, and as numbers now. */
export function Throughput({ samples }: { samples: readonly Sample[] }) {
  const rates = ratesOf(samples);
  const newest = samples.at(-1);
  const moving = rates.some((each) => STAGES.some((stage) => each[stage] > 0));
  return (
    <section aria-labelledby="throughput" className="mt-8">
      <h2 id="throughput" className="text-lg font-semibold">
        Throughput
      </h2>
      <div className="mt-3 grid gap-x-10 gap-y-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="h-56 min-w-0">
          {moving ? (
            <Suspense fallback={<div className="h-full rounded bg-line/50 motion-safe:animate-pulse" />}>
              <RateChart rates={rates} />
            </Suspense>
          ) : (
            <p className="grid h-full place-items-center rounded-lg border border-dashed border-line px-6 text-center text-[0.875rem] text-muted">
              Nothing has moved since somebody watches. What a sync brings in shows here while it comes.
            </p>
          )}
        </div>
        <table className="h-fit w-full text-[0.875rem]">
          <caption className="sr-only">What has passed each stage, and how fast</caption>
          <thead>
            <tr className="text-xs text-muted">
              <th scope="col" className="pb-1 text-left font-normal">
                Stage
              </th>
              <th scope="col" className="pb-1 text-right font-normal">
                so far
              </th>
              <th scope="col" className="pb-1 text-right font-normal">
                a second
              </th>
            </tr>
          </thead>
          <tbody>
            {STAGES.map((stage) => (
              <tr key={stage} className="border-t border-line">
                <th scope="row" className="py-1.5 text-left font-normal">
                  <span className="flex items-center gap-2">
                    <LineSample stage={stage} />
                    {STAGE_NAMES[stage]}
                  </span>
                  <span className="block pl-8 text-xs text-muted">{UNITS[stage]}</span>
                </th>
                <td className="text-right align-top tabular-nums">
                  <span className="block py-1.5">{newest ? newest[stage].toLocaleString('en') : '–'}</span>
                </td>
                <td className="text-right align-top tabular-nums">
                  <span className="block py-1.5">{pace.format(rates.at(-1)?.[stage] ?? 0)}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function LineSample({ stage }: { stage: Stage }) {
  const { stroke, dash } = LOOKS[stage];
  return (
    <svg viewBox="0 0 24 4" aria-hidden="true" className="h-1 w-6 shrink-0">
      <path d="M0 2h24" stroke={stroke} strokeWidth="2" strokeDasharray={dash} />
    </svg>
  );
}

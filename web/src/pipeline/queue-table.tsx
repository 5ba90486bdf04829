import type { Jobs } from '../api/client.ts';
import { ScrollArea } from '../document/scroll-area.tsx';

const STATES = ['waiting', 'running', 'dead', 'done', 'cancelled'] as const;

/** How many jobs each queue has, by what has become of them. */
export function QueueTable({ queues }: { queues: Jobs['queues'] }) {
  if (queues.length === 0)
    return <p className="mt-2 text-[0.875rem] text-muted">No job has been put in the queues yet.</p>;
  const rows = [...Map.groupBy(queues, ({ queue }) => queue)];
  return (
    <div className="mt-2">
      <ScrollArea name="Queues">
        <table className="w-full text-[0.875rem]">
          <thead>
            <tr className="text-xs text-muted">
              <th scope="col" className="px-3 py-1.5 text-left font-normal">
                Queue
              </th>
              {STATES.map((state) => (
                <th key={state} scope="col" className="px-3 py-1.5 text-right font-normal">
                  {state}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([queue, counts]) => (
              <tr key={queue} className="border-t border-line">
                <th scope="row" className="px-3 py-1.5 text-left font-mono text-[0.8125rem] font-normal">
                  {queue}
                </th>
                {STATES.map((state) => {
                  const jobs = counts.find((each) => each.state === state)?.jobs ?? 0;
                  const look = jobs === 0 ? 'text-muted' : state === 'dead' ? 'font-medium text-danger' : '';
                  return (
                    <td key={state} className={`px-3 py-1.5 text-right tabular-nums ${look}`}>
                      {jobs.toLocaleString('en')}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </div>
  );
}

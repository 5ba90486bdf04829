import type { Insights } from '../api/client.ts';
import { shareInWords } from './words.ts';

/** How many took how long, as bars with their numbers. */
export function ShareList({ caption, shares }: { caption: string; shares: Insights['open']['ages'] }) {
  const most = Math.max(1, ...shares.map(({ tickets }) => tickets));
  return (
    <table className="mt-3 w-full text-[0.875rem]">
      <caption className="sr-only">{caption}</caption>
      <tbody>
        {shares.map(({ upToMs, tickets }, place) => (
          <tr key={upToMs}>
            <th scope="row" className="py-1 text-left font-normal whitespace-nowrap text-muted">
              {shareInWords(upToMs, shares[place - 1]?.upToMs ?? null)}
            </th>
            <td className="w-full px-3">
              <span
                aria-hidden="true"
                className="block h-2 min-w-px rounded-full bg-accent"
                style={{ width: `${(tickets / most) * 100}%` }}
              />
            </td>
            <td className="text-right tabular-nums">{tickets.toLocaleString('en')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

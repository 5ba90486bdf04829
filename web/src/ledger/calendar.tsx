import { ScrollArea } from '../document/scroll-area.tsx';
import { type DayState, type LedgerDay, monthColumns, stateOf, weeksOf, wordsFor } from './year.ts';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const month = new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' });
const longDay = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** Not by colour alone: what is open is a ring, what is refused a half. */
export const SIGNS: Record<DayState | 'none', string> = {
  proved: 'bg-accent',
  refused: 'bg-linear-to-tr from-caution from-50% to-caution-tint to-50%',
  open: 'bg-danger-tint ring-2 ring-danger ring-inset',
  none: 'bg-line/60',
};

export const spoken = (day: string) => longDay.format(new Date(day));

/** The days of one project in one year, by when its tickets were created. */
export function Calendar({
  name,
  year,
  days,
}: {
  name: string;
  year: number;
  days: ReadonlyMap<string, LedgerDay>;
}) {
  const rows = weeksOf(year);
  const starts = monthColumns(year);
  const weeks = rows[0]!.length;
  return (
    <ScrollArea name={`${name} in ${year}`}>
      <table className="m-3 border-separate border-spacing-[3px] text-[0.6875rem] leading-none text-muted">
        <caption className="sr-only">
          {name} in {year}, by the day on which tickets were created
        </caption>
        <thead>
          <tr>
            <td />
            {starts.map((start, at) => (
              <th
                key={start}
                scope="colgroup"
                colSpan={(starts[at + 1] ?? weeks) - start}
                className="pb-1 text-left font-normal"
              >
                {month.format(Date.UTC(year, at))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, weekday) => (
            <tr key={WEEKDAYS[weekday]}>
              <th scope="row" className="pr-1.5 text-left font-normal">
                <span className="sr-only">{WEEKDAYS[weekday]}</span>
                <span aria-hidden="true">{weekday % 2 === 0 && WEEKDAYS[weekday]!.slice(0, 3)}</span>
              </th>
              {row.map((day, week) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a week has no other name, and stays where it is
                <Cell key={week} day={day} of={day === null ? undefined : days.get(day)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}

function Cell({ day, of }: { day: string | null; of: LedgerDay | undefined }) {
  if (day === null) return <td />;
  if (!of) return <td className={`size-2.5 min-w-2.5 rounded-[2px] ${SIGNS.none}`} />;
  const text = `${spoken(day)}: ${wordsFor(of)}`;
  return (
    <td title={text} className={`size-2.5 min-w-2.5 rounded-[2px] ${SIGNS[stateOf(of)]}`}>
      <span className="sr-only">{text}</span>
    </td>
  );
}

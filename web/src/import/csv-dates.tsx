import type { ImportOptions } from '../api/client.ts';

const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
const ORDERS = [
  ['', 'As the dates show'],
  ['day-first', 'Day first'],
  ['month-first', 'Month first'],
] as const;

interface CsvDatesProps {
  readonly options: ImportOptions;
  readonly onChange: (options: ImportOptions) => void;
}

/** What a CSV export does not say about its dates. */
export function CsvDates({ options, onChange }: CsvDatesProps) {
  const { timeZone = 'UTC', dateOrder, ...rest } = options;
  const field = 'mt-1 block w-full rounded border border-edge bg-surface px-2 py-1 text-ink';
  return (
    <fieldset className="text-[0.875rem]">
      <legend className="font-semibold">Dates in a CSV export</legend>
      <div className="mt-2 grid gap-4 sm:grid-cols-2">
        <label>
          Time zone of who exported it
          <select
            className={field}
            value={timeZone}
            onChange={({ target }) => onChange({ ...options, timeZone: target.value })}
          >
            {!ZONES.includes(timeZone) && <option>{timeZone}</option>}
            {ZONES.map((zone) => (
              <option key={zone}>{zone}</option>
            ))}
          </select>
        </label>
        <label>
          Dates such as 03/04/2024
          <select
            className={field}
            value={dateOrder ?? ''}
            onChange={({ target }) => {
              const order = ORDERS.map(([value]) => value).find((value) => value === target.value);
              onChange({ ...rest, timeZone, ...(order && { dateOrder: order }) });
            }}
          >
            {ORDERS.map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
    </fieldset>
  );
}

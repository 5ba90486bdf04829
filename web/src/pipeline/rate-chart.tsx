import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { KEPT_MS, type Rates, STAGE_NAMES, STAGES } from './rates.ts';
import { LOOKS } from './stage-looks.ts';

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const TICKS = { fill: 'var(--muted)', fontSize: 12 };

/** The pace of each stage over time. The table beside it says the same in numbers. */
export function RateChart({ rates }: { rates: readonly Rates[] }) {
  const newest = rates.at(-1)?.at ?? 0;
  const oldest = Math.max(rates[0]?.at ?? 0, newest - KEPT_MS);
  return (
    <div role="img" aria-label="Lines of what passed each stage a second" className="h-full">
      <ResponsiveContainer>
        <LineChart data={rates} accessibilityLayer={false} margin={{ top: 8, right: 8, bottom: 0, left: 0 }}>
          <CartesianGrid stroke="var(--line)" vertical={false} />
          <XAxis
            dataKey="at"
            type="number"
            domain={[oldest, newest]}
            tickFormatter={(at: number) => clock.format(at)}
            minTickGap={48}
            tick={TICKS}
            stroke="var(--line)"
          />
          <YAxis width={40} tick={TICKS} stroke="var(--line)" allowDecimals={false} />
          <Tooltip
            isAnimationActive={false}
            labelFormatter={(at) => clock.format(Number(at))}
            formatter={(value) => `${Number(value).toFixed(1)} a second`}
            contentStyle={{
              background: 'var(--surface)',
              borderColor: 'var(--line)',
              borderRadius: 8,
              fontSize: 13,
            }}
            itemStyle={{ color: 'var(--ink)' }}
          />
          {STAGES.map((stage) => (
            <Line
              key={stage}
              type="monotone"
              dataKey={stage}
              name={STAGE_NAMES[stage]}
              stroke={LOOKS[stage].stroke}
              strokeDasharray={LOOKS[stage].dash}
              strokeWidth={2}
              dot={false}
              isAnimationActive={false}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}

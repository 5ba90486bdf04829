import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { Insights } from '../api/client.ts';
import { periodName } from './words.ts';

const TICKS = { fill: 'var(--muted)', fontSize: 12 };

/** Created and resolved tickets of each period. The table beneath says the same in numbers. */
export function FlowChart({ periods, per }: Pick<Insights, 'periods' | 'per'>) {
  const name = (from: unknown) => periodName(String(from), per);
  return (
    <div role="img" aria-label="Bars of the tickets created and resolved" className="h-full">
      <ResponsiveContainer>
        <BarChart
          data={[...periods]}
          accessibilityLayer={false}
          barGap={1}
          margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
        >
          <CartesianGrid stroke="var(--line)" vertical={false} />
          <XAxis
            dataKey="from"
            tickFormatter={name}
            minTickGap={24}
            interval="equidistantPreserveStart"
            tick={TICKS}
            stroke="var(--line)"
          />
          <YAxis width={40} tick={TICKS} stroke="var(--line)" allowDecimals={false} />
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: 'var(--tint)' }}
            labelFormatter={name}
            contentStyle={{
              background: 'var(--surface)',
              borderColor: 'var(--line)',
              borderRadius: 8,
              fontSize: 13,
            }}
            itemStyle={{ color: 'var(--ink)' }}
          />
          <Bar dataKey="created" name="Created" fill="var(--edge)" isAnimationActive={false} />
          <Bar dataKey="resolved" name="Resolved" fill="var(--accent)" isAnimationActive={false} />
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}

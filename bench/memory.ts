/** Memory of this process in equal windows of time, in megabytes. */
export interface Memory {
  /** Of each window: what was reachable at the lowest moment after a collection, and the lowest resident size. */
  readonly windows: readonly { readonly heap_mb: number; readonly rss_mb: number }[];
  /** Least squares over the second half of the windows, in megabytes a minute: the first half warms up. */
  readonly slope_mb_per_min: { readonly heap: number; readonly rss: number };
}

const SAMPLE_MS = 250;
const WINDOWS = 10;

interface Sample {
  readonly at: number;
  readonly heap: number;
  readonly rss: number;
}

/** Watches until it is ended. What is alive is seen best right after a collection: each window counts its lowest moment. */
export function watchMemory(): { end(): Memory } {
  const samples: Sample[] = [];
  const look = () => {
    const { heapUsed, external, arrayBuffers, rss } = process.memoryUsage();
    samples.push({ at: performance.now(), heap: (heapUsed + external + arrayBuffers) / 1e6, rss: rss / 1e6 });
  };
  look();
  const timer = setInterval(look, SAMPLE_MS);
  return {
    end() {
      clearInterval(timer);
      look();
      const size = Math.ceil(samples.length / WINDOWS);
      const windows = Array.from({ length: Math.ceil(samples.length / size) }, (_, i) => {
        const those = samples.slice(i * size, (i + 1) * size);
        return {
          at: those[0]?.at ?? 0,
          heap_mb: Math.min(...those.map(({ heap }) => heap)),
          rss_mb: Math.min(...those.map(({ rss }) => rss)),
        };
      });
      const late = windows.slice(Math.floor(windows.length / 2));
      return {
        windows: windows.map(({ heap_mb, rss_mb }) => ({ heap_mb, rss_mb })),
        slope_mb_per_min: {
          heap: slope(late.map(({ at, heap_mb }) => [at / 60_000, heap_mb])),
          rss: slope(late.map(({ at, rss_mb }) => [at / 60_000, rss_mb])),
        },
      };
    },
  };
}

function slope(points: readonly (readonly [number, number])[]): number {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map(([at]) => at)), mean(points.map(([, value]) => value))];
  const across = points.reduce((sum, [at, value]) => sum + (at - x) * (value - y), 0);
  const along = points.reduce((sum, [at]) => sum + (at - x) ** 2, 0);
  return along === 0 ? 0 : across / along;
}

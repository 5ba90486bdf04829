import { exactTime, timeAgo } from './relative.ts';
import { useNow } from './use-now.ts';

/** A point in time: how long ago to read, exactly when to hover over and to copy. */
export function Moment({ at, className }: { at: string; className?: string }) {
  return (
    <time dateTime={at} title={exactTime(at)} className={className}>
      {timeAgo(at, useNow())}
    </time>
  );
}

import type { erasureAnswer, lakeAnswer, Wire } from '../api/index.ts';
import { siteOfTicket, spokenName } from '../domain/index.ts';
import { type ErasurePlan, type Holding, isFullName, type LakeOverview } from '../ingest/index.ts';

/** An expiry can have thousands; nobody reads them. */
const MOST_KEYS = 100;

export function presentLake({ segments, total }: LakeOverview): Wire<typeof lakeAnswer> {
  return {
    segments: segments.map(({ file, ...holding }) => ({ file, ...presentHolding(holding) })),
    total: presentHolding(total),
  };
}

function presentHolding({ oldest, newest, ...holding }: Holding): Wire<typeof lakeAnswer>['total'] {
  const iso = (time: number | null) => (time === null ? null : new Date(time).toISOString());
  return { ...holding, oldest: iso(oldest), newest: iso(newest) };
}

export function presentErasure(
  { kind, ticketIds, keys, person, found }: ErasurePlan,
  erased: boolean,
): Wire<typeof erasureAnswer> {
  const { names = [], addresses = [] } = person ?? {};
  return {
    erased,
    kind,
    keys: keys.slice(0, MOST_KEYS),
    sites: [...new Set([...ticketIds, ...keys].map((name) => spokenName(siteOfTicket(name))))],
    names: [...names.filter(isFullName), ...addresses],
    shortNames: names.filter((name) => !isFullName(name)),
    ...found,
  };
}

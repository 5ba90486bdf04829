const DAY = 86_400_000;
const MOST_OFFSETS = 20_000;

const formats = new Map<string, Intl.DateTimeFormat>();
/** By zone and day; null for the days on which clocks are put forward or back. */
const offsets = new Map<string, number | null>();

/** Whether this is the name of a time zone, such as `Europe/Berlin` or `UTC`, or an offset such as `+02:00`. */
export function isTimeZone(name: string): boolean {
  try {
    formatIn(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * The moment, in epoch milliseconds, at which clocks in the zone show what `wall` shows in UTC. Of an hour that comes
 * twice it is the first; of one that is left out, the hour behind it.
 */
export function momentAt(wall: number, zone: string): number {
  if (zone === 'UTC') return wall;
  const before = wall - offsetAt(wall - DAY, zone);
  if (before + offsetAt(before, zone) === wall) return before;
  const after = wall - offsetAt(wall, zone);
  return after + offsetAt(after, zone) === wall ? after : before;
}

/** How far clocks in the zone are ahead of UTC at a moment, in milliseconds. */
function offsetAt(moment: number, zone: string): number {
  const day = Math.floor(moment / DAY);
  const name = `${zone} ${day}`;
  let offset = offsets.get(name);
  if (offset === undefined) {
    // Formatting is slow and most days have one offset from end to end.
    const first = shownOffset(day * DAY, zone);
    offset = first === shownOffset((day + 1) * DAY - 1000, zone) ? first : null;
    if (offsets.size >= MOST_OFFSETS) offsets.clear();
    offsets.set(name, offset);
  }
  return offset ?? shownOffset(moment, zone);
}

function shownOffset(moment: number, zone: string): number {
  const parts = new Map(
    formatIn(zone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return shown - Math.floor(moment / 1000) * 1000;
}

function formatIn(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-u-hc-h23', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(zone, format);
  return format;
}

import type { Random } from '../random.ts';
import { mentionMarkup } from '../text/inline-markup.ts';
import { fillTemplate } from '../text/template.ts';
import { day } from './calendar.ts';
import type { DemoPerson, Millis } from './model.ts';
import { firstName } from './people.ts';
import type { Scenario } from './scenario.ts';

/** The people around one ticket. */
export interface Cast {
  readonly reporter: DemoPerson;
  readonly assignee: DemoPerson;
  readonly lead: DemoPerson;
  readonly colleague: DemoPerson;
  readonly agent: DemoPerson;
  readonly customer: DemoPerson;
}

/** What one ticket is about: ids, names and the scenario's own slots keep one value from its first line to its last. */
export interface Facts {
  readonly cast: Cast;
  readonly random: Random;
  /** The values that the scenario's own slots took: a duplicate of this ticket is about the same ones. */
  readonly values: Map<string, string>;
  /** Fills a template with this ticket's facts. */
  say(template: string): string;
  /** Moves on to `at`: dates and passing numbers (percentages, minutes, clock times) are drawn anew from here. */
  moveTo(at: Millis): void;
}

const pad = (value: number) => String(value).padStart(2, '0');
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const letters = 'bcdfghjklmnpqrstvwxz2456789';

const word = (random: Random, length: number) =>
  Array.from({ length }, () => letters[random.int(0, letters.length - 1)]).join('');

type Draw = (random: Random, at: Millis, cast: Cast) => string;

/** The slots that every text may use. A digit at the end (`{orderId2}`) asks for another value of the same kind. */
const common: Readonly<Record<string, Draw>> = {
  merchantId: (random) => `mrc_${random.hex(8)}`,
  orderId: (random) => `FH-${random.int(210_000, 989_999)}`,
  paymentId: (random) => `pay_${random.hex(12)}`,
  refundId: (random) => `rfd_${random.hex(10)}`,
  payoutId: (random) => `po_${random.hex(10)}`,
  shipmentId: (random) => `shp_${random.hex(10)}`,
  trackingNo: (random) => `FH${random.int(10_000_000, 99_999_999)}EU`,
  userId: (random) => `usr_${random.hex(8)}`,
  eventId: (random) => `evt_${random.hex(12)}`,
  uuid: (random) => `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-9${random.hex(3)}-${random.hex(12)}`,
  traceId: (random) => random.hex(16),
  commit: (random) => random.hex(7),
  pr: (random) => `#${random.int(1200, 9800)}`,
  ip: (random) => `10.${random.int(20, 68)}.${random.int(0, 255)}.${random.int(2, 250)}`,
  pid: (random) => String(random.int(1200, 31_000)),
  region: (random) => random.pick(['eu-central', 'eu-west', 'us-east', 'us-west', 'ap-south']),
  cluster: (random) => random.pick(['prod-eu1', 'prod-eu2', 'prod-us1', 'prod-ap1']),
  node: (random) => `node-${random.pick(['a', 'b', 'c'])}${random.int(10, 48)}`,
  pod: (random) => `${random.hex(9)}-${word(random, 5)}`,
  few: (random) => String(random.int(3, 9)),
  dozens: (random) => String(random.int(12, 94)),
  hundreds: (random) => String(random.int(110, 960)),
  thousands: (random) => random.int(1_050, 9_900).toLocaleString('en-US'),
  percent: (random) => String(random.int(3, 64)),
  minutes: (random) => String(random.int(4, 55)),
  ms: (random) => String(random.int(180, 980)),
  seconds: (random) => String(random.int(3, 48)),
  price: (random) => `${random.int(8, 420)}.${pad(random.int(0, 99))}`,
  currency: (random) =>
    random.weighted([
      ['EUR', 6],
      ['GBP', 2],
      ['USD', 2],
      ['SEK', 1],
    ]),
  shop: (_random, _at, cast) => cast.customer.group,
  browser: (random) =>
    random.pick(['Chrome 141', 'Firefox 143', 'Safari 26', 'Edge 140', 'Safari on an iPad']),
  phone: (random) =>
    random.pick(['Pixel 8', 'Galaxy S23', 'iPhone 14', 'iPhone 15 Pro', 'Galaxy A54', 'Pixel 7a']),
  dayName: (_random, at) => weekdays[new Date(at).getUTCDay()]!,
  date: (_random, at) => new Date(at).toISOString().slice(0, 10),
  yesterday: (_random, at) => new Date(at - day).toISOString().slice(0, 10),
  lastWeek: (_random, at) => new Date(at - 7 * day).toISOString().slice(0, 10),
  month: (_random, at) => new Date(at).toLocaleString('en-GB', { month: 'long', timeZone: 'UTC' }),
  lastMonth: (_random, at) =>
    new Date(at - 30 * day).toLocaleString('en-GB', { month: 'long', timeZone: 'UTC' }),
  clock: (random, at) => {
    const then = new Date(at - random.int(3, 95) * 60_000);
    return `${pad(then.getUTCHours())}:${pad(then.getUTCMinutes())}`;
  },
};

/** What is different at another moment of the same ticket. */
const passing =
  /^(few|dozens|percent|minutes|seconds|ms|clock|pod|node|date|yesterday|lastWeek|dayName|month|lastMonth)\d?$/;

const people: Readonly<Record<string, (cast: Cast) => DemoPerson>> = {
  reporter: (cast) => cast.reporter,
  assignee: (cast) => cast.assignee,
  lead: (cast) => cast.lead,
  colleague: (cast) => cast.colleague,
  agent: (cast) => cast.agent,
  customer: (cast) => cast.customer,
};

/** Removes what an empty alternative leaves behind: a space before a full stop, two spaces in a row. Not in code. */
const tidy = (text: string) =>
  text
    .split(/(```[\s\S]*?```)/)
    .map((piece) =>
      piece.startsWith('```')
        ? piece
        : piece.replace(/ +(?=[.,;!?](?:\s|$))| +(?=\n|$)/g, '').replace(/(\S) {2,}/g, '$1 '),
    )
    .join('');

/** Sets out the facts of one ticket. `versions` name the software in production; `values` come from a sibling. */
export function createFacts(options: {
  readonly random: Random;
  readonly scenario: Scenario;
  readonly cast: Cast;
  readonly at: Millis;
  readonly versions: { readonly before: string; readonly current: string; readonly next: string };
  readonly values?: ReadonlyMap<string, string>;
}): Facts {
  const { random, scenario, cast, at, versions } = options;
  const values = new Map(options.values);
  const drawn = new Map<string, string>([
    ['service', scenario.service],
    ['version', versions.current],
    ['prevVersion', versions.before],
    ['nextVersion', versions.next],
  ]);
  let present = at;
  let logClock = at - random.int(2, 20) * 60_000;

  function ownSlot(name: string): string | undefined {
    const known = values.get(name);
    if (known !== undefined) return known;
    const slot = scenario.slots?.[name];
    if (!slot) return undefined;
    const value = typeof slot === 'function' ? slot(random) : say(random.pick(slot));
    values.set(name, value);
    return value;
  }

  function slot(name: string): string {
    if (name === 'ts') {
      logClock += random.int(3, 2900);
      return new Date(logClock).toISOString().replace('T', ' ').replace('Z', '');
    }
    const own = ownSlot(name) ?? drawn.get(name);
    if (own !== undefined) return own;
    const mentioned = name.startsWith('@') ? people[name.slice(1)]?.(cast) : undefined;
    // Nobody talks to a bot.
    if (mentioned?.accountType === 'app') return slot('@colleague');
    if (mentioned) return mentionMarkup(mentioned.accountId, mentioned.displayName);
    const person = people[name]?.(cast);
    if (person) return firstName(person);
    const draw = common[name] ?? common[name.replace(/\d$/, '')];
    if (!draw) throw new Error(`The scenario ${scenario.id} uses the unknown slot {${name}}`);
    const value = draw(random, present, cast);
    drawn.set(name, value);
    return value;
  }

  function say(template: string): string {
    return tidy(fillTemplate(template, random, slot));
  }

  return {
    cast,
    random,
    values,
    say,
    moveTo(moment) {
      present = moment;
      for (const name of drawn.keys()) if (passing.test(name)) drawn.delete(name);
      logClock = Math.max(logClock, moment - random.int(2, 30) * 60_000);
    },
  };
}

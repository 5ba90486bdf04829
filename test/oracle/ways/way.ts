import type { searchAnswer, Wire } from '../../../src/api/index.ts';
import type { Random } from '../../../src/demo/random.ts';
import type { Sight, Token } from '../sight.ts';
import type { Answer, Ask } from '../site.ts';
import type { Tally } from '../tally.ts';
import type { Sites } from '../world.ts';

export type Found = Wire<typeof searchAnswer>;

/** Everything that a way out is held against, for one who asks. */
export interface Asking {
  readonly sites: Sites;
  readonly tokens: ReadonlyMap<string, Token>;
  readonly sight: Sight;
  readonly ask: Ask;
  readonly tally: Tally;
  readonly random: Random;
}

/** Nothing in an answer may tell of what is closed, wherever it stands. */
export function sweep({ sight, tally }: Asking, way: string, url: string, { text }: Answer): void {
  const said = decodeURIComponent(url.replaceAll('+', ' '));
  const closed = sight.closedIn(text, said);
  tally.judge(`${way}: whole answer`, sight.who, url, '', closed.join(' '));
}

/** Asks a search, sweeps its answer, and returns it. */
export async function searching(
  asking: Asking,
  way: string,
  parameters: Readonly<Record<string, string | readonly string[]>>,
): Promise<Found> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    for (const each of [value].flat()) query.append(name, each);
  const url = `/api/search?${query}`;
  const answer = await asking.ask(url);
  if (answer.status !== 200) throw new Error(`${url}: ${answer.text}`);
  sweep(asking, way, url, answer);
  const found: Found = answer.body;
  for (const { key, parentKey } of found.hits) {
    const ticket = asking.sight.tickets.get(key);
    if (!ticket || parentKey === null) continue;
    const what = `${key} ${parentKey}`;
    asking.tally.judge(
      `${way}: parents`,
      asking.sight.who,
      what,
      asking.sight.names(ticket, parentKey),
      true,
    );
  }
  return found;
}

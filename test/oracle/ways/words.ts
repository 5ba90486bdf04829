import { EVERYWHERE } from '../random-company.ts';
import type { Token } from '../sight.ts';
import { type Asking, searching } from './way.ts';

/** Words asked for at a time. */
const AT_A_TIME = 40;
/** A query takes no more exclusions. */
const EXCLUSIONS = 30;

/** Each text has a word of its own: it is found by who may read the text, and by nobody else. */
export async function compareWords(asking: Asking): Promise<void> {
  const shown = [...asking.tokens.values()].filter(({ isSought }) => isSought);
  for (const group of oneOfEachTicket(shown)) await compareGroup(asking, group);
  const comments = shown.filter(({ commentId }) => commentId !== null);
  await compareExclusions(asking, asking.random.sample(comments, EXCLUSIONS));
  for (const token of asking.random.sample(shown, 4)) await compareShapes(asking, token);
  for (const token of asking.random.sample(shown, 4)) await misspell(asking, token);
}

/** So that a ticket in the list is there because of one text. */
function oneOfEachTicket(tokens: readonly Token[]): Token[][] {
  const byTicket = [...Map.groupBy(tokens, ({ ticket }) => ticket.id).values()];
  const most = Math.max(0, ...byTicket.map((own) => own.length));
  return Array.from({ length: most }, (_, at) => byTicket.flatMap((own) => own[at] ?? [])).flatMap((row) =>
    Array.from({ length: Math.ceil(row.length / AT_A_TIME) }, (_, part) =>
      row.slice(part * AT_A_TIME, (part + 1) * AT_A_TIME),
    ),
  );
}

async function compareGroup(asking: Asking, group: readonly Token[]): Promise<void> {
  const { sight, tally } = asking;
  const q = group.map(({ word }) => word).join(' ');
  const { hits, total } = await searching(asking, 'search for a word', { q, mode: 'lexical', limit: '100' });
  const words = new Map<string, readonly string[]>(
    hits.map(({ key, why }) => [key, why.words.map((word) => word.toLowerCase())]),
  );
  for (const token of group) {
    const way = token.commentId === null ? 'search for a word' : "search for a comment's word";
    const what = `${token.ticket.key} ${token.commentId ?? ''} ${token.word}`;
    tally.judge(
      way,
      sight.who,
      what,
      sight.sees(token),
      words.get(token.ticket.key)?.includes(token.word) ?? false,
    );
  }
  const expected = group.filter((token) => sight.sees(token)).length;
  tally.judge('search for a word: total', sight.who, q, expected, total);
}

/** A ticket that is left out because of a closed comment tells that the word stands there. */
async function compareExclusions(asking: Asking, tokens: readonly Token[]): Promise<void> {
  const { sight, tally, sites } = asking;
  const q = [EVERYWHERE, ...tokens.map(({ word }) => `-${word}`)].join(' ');
  const { total, hits } = await searching(asking, 'search with exclusions', {
    q,
    mode: 'lexical',
    limit: '100',
  });
  const out = new Set(tokens.filter((token) => sight.sees(token)).map(({ ticket }) => ticket.key));
  const expected = [...sight.tickets.keys()].filter((key) => !out.has(key));
  tally.judge('search with exclusions: total', sight.who, q, expected.length, total);
  if (expected.length > 100) return;
  const found = new Set(hits.map(({ key }) => key));
  for (const { key } of sites.tickets)
    tally.judge('search with exclusions', sight.who, key, expected.includes(key), found.has(key));
}

async function compareShapes(asking: Asking, token: Token): Promise<void> {
  const { sight, tally } = asking;
  for (const q of [`"${token.word}"`, `${token.word.slice(0, 7)}*`, `"${token.word}" ${EVERYWHERE}`]) {
    const { total } = await searching(asking, 'search for a phrase or beginning', { q, limit: '100' });
    tally.judge('search for a phrase or beginning', sight.who, q, sight.sees(token) ? 1 : 0, total);
  }
}

/** Did-you-mean takes no word from texts that are closed: the sweep finds it, hints are in the answer. */
async function misspell(asking: Asking, { word }: Token): Promise<void> {
  const at = asking.random.int(2, word.length - 3);
  const wrong = `${word.slice(0, at)}x${word.slice(at + 1)}`;
  await searching(asking, 'did you mean', { q: wrong, mode: asking.random.pick(['lexical', 'hybrid']) });
}

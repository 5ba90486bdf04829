/** A place in a text: [start, end) in UTF-16 units. */
export type Span = readonly [number, number];

interface Word {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
/** What stands between the words of one name: `Ines Roth`, `ines.roth`, `Roth, Ines`, `O'Brien`. */
const GAP = /^[\s.,_'’-]{1,2}$/;

/** Parts of names that are everyday words as well: these are taken for a name within the whole name only. */
const EVERYDAY = new Set(
  `alert alerts alarm alarms monitor monitoring build pipeline bot support team service desk agent admin system user
   jira automation test the and for from new dev ops prod will mark may grace rose june april august summer hope faith
   joy art bill frank max rich sue rob pat drew dean guy lane page case cash cook cross day field fields ford forest
   gold good grant green grey gray hall hand hill hunt king knight lake law light little long love major marsh mason
   miles miller mills moon moore north old park parks pool pope power price reed rice ring river rivers rock root sharp
   short silver sky small snow south spring star steel stone story stream street strong sun temple tower town walker
   wall ward waters way west white wild wise wolf wood woods young east black blue brown red banks bell bishop branch
   bridge bridges brooks bush carpenter castle chance chase church clay cliff close cloud cole core cruz data church
   english french german christian victor jordan china india israel paris london austin dallas sandy ray gene
   dale glen heath holly ivy jasmine lily melody penny pearl ruby violet robin jack john doe null none first last name
   unknown anonymous former deleted contractor external customer client engineering platform payments security`
    .trim()
    .split(/\s+/),
);

/** What administrators add to a name: `Ines Roth (External)`. */
const REMARK = /\([^)]*\)|\[[^\]]*\]/g;

/** Who is greeted, or signs, without being anybody. */
const NOBODY =
  /^(team|all|everyone|everybody|folks|there|guys|support|customer|customers|sir|madam|colleagues|friends|help|helpdesk|it|both)$/i;

/** Where letters have a name: after a greeting, and alone on the line after a farewell. */
const GREETED =
  /\b(?:[Hh]i|[Hh]ello|[Hh]ey|[Dd]ear|(?:[Gg]ood )?(?:[Mm]orning|[Aa]fternoon)) (?<name>\p{L}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)?)(?=\s*[,!:\n])/dgu;
const SIGNED =
  /\b(?:[Rr]egards|[Ww]ishes|[Cc]heers|[Tt]hanks|[Tt]hank you|[Tt]hx|[Ss]incerely),?[ \t]*\n+[ \t]*(?<name>\p{L}[\p{L}'’-]+(?: \p{L}[\p{L}'’.-]+){0,2})[ \t]*(?=\n|$)/dgu;

/**
 * Finds people in texts. Whole names count in any case and in either order. A part of a name counts where it stands
 * with a capital and is no everyday word and no piece of code (`Roth.java`); so does a name of one word, which in
 * small letters counts after an @ alone, or with a digit in it. Names after a greeting or under a farewell count
 * whether anybody knows them or not.
 */
export function personFinder(names: Iterable<string>): (text: string) => Span[] {
  const wholes = new Map<string, string[][]>();
  const parts = new Set<string>();
  const caseless = new Set<string>();
  for (const name of names) {
    const words = [...name.replaceAll(REMARK, ' ').matchAll(WORD)].map(([word]) => word);
    if (words.every(isCaseless)) {
      for (const word of [words.join(''), ...words]) if (word.length >= 2) caseless.add(word);
      continue;
    }
    for (const word of words)
      if (word.length >= 3 && !EVERYDAY.has(word.toLowerCase())) parts.add(word.toLowerCase());
    if (words.length < 2) continue;
    for (const order of words.length === 2 ? [words, words.toReversed()] : [words]) {
      const [first, ...rest] = order.map((word) => word.toLowerCase());
      const known = wholes.get(first as string);
      if (known) known.push(rest);
      else wholes.set(first as string, [rest]);
    }
  }
  for (const rests of wholes.values()) rests.sort((a, b) => b.length - a.length);
  return (text) =>
    joined([...namesIn(text, wholes, parts), ...caselessIn(text, caseless), ...namesByPlace(text, parts)]);
}

function namesIn(text: string, wholes: ReadonlyMap<string, string[][]>, parts: ReadonlySet<string>): Span[] {
  if (wholes.size === 0 && parts.size === 0) return [];
  const words = [...text.matchAll(WORD)].map(
    ({ 0: word, index }): Word => ({ text: word, from: index, to: index + word.length }),
  );
  const spans: Span[] = [];
  for (let i = 0; i < words.length; i += 1) {
    const { text: word, from, to } = words[i] as Word;
    const lower = word.toLowerCase();
    const rest = wholes.get(lower)?.find((candidate) => continues(text, words, i, candidate));
    if (rest) i += rest.length;
    else if (!parts.has(lower) || !standsAsName(text, word, from, to)) continue;
    const start = text[from - 1] === '@' ? from - 1 : from;
    spans.push([start, (words[i] as Word).to]);
  }
  return spans;
}

function continues(text: string, words: readonly Word[], at: number, rest: readonly string[]): boolean {
  return rest.every((expected, offset) => {
    const [before, word] = [words[at + offset] as Word, words[at + offset + 1]];
    return word?.text.toLowerCase() === expected && GAP.test(text.slice(before.to, word.from));
  });
}

function standsAsName(text: string, word: string, from: number, to: number): boolean {
  const [before, after] = [text[from - 1] ?? '', text.slice(to, to + 2)];
  if (before === '@' || (before === '~' && text[from - 2] === '[')) return true;
  if (/[\w./\\$#:-]/.test(before) || /^([_/\\$#(=]|[.:-][\p{L}\d:])/u.test(after)) return false;
  return /^\p{Lu}/u.test(word) || /\d/.test(word);
}

/** Scripts without capitals, most of which put no space between words either: there a name counts wherever it stands. */
function isCaseless(word: string): boolean {
  return word.toLowerCase() === word.toUpperCase() && /\p{L}/u.test(word);
}

function caselessIn(text: string, names: ReadonlySet<string>): Span[] {
  const spans: Span[] = [];
  for (const name of names) {
    for (let from = text.indexOf(name); from >= 0; from = text.indexOf(name, from + name.length))
      spans.push([from, from + name.length]);
  }
  return spans;
}

function namesByPlace(text: string, known: ReadonlySet<string>): Span[] {
  return [GREETED, SIGNED].flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const [name = '', span] = [match.groups?.name, match.indices?.groups?.name];
      const isName = (/^\p{Lu}/u.test(name) || known.has(name.toLowerCase())) && !NOBODY.test(name);
      return span && isName ? [span] : [];
    }),
  );
}

/** In order, those that meet made one. */
function joined(spans: Span[]): Span[] {
  const result: [number, number][] = [];
  for (const [from, to] of spans.sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last && from < last[1]) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}

/** Replaces what must not leave in an example: secrets, addresses, numbers of people and cards, and names. */
export interface Mask {
  apply(text: string): string;
  /** How often each kind was replaced so far. */
  readonly counts: Readonly<Record<MaskedKind, number>>;
}

export const MASKED_KINDS = ['secret', 'email', 'phone', 'card', 'person'] as const;
export type MaskedKind = (typeof MASKED_KINDS)[number];

interface Rule {
  readonly kind: MaskedKind;
  readonly pattern: RegExp;
  /** Whether a match is one after all; absent: always. */
  readonly holds?: (match: string) => boolean;
}

/**
 * Forms that providers document for their keys and tokens, and values after a name that says secret. In order: the
 * more specific first, since what one replaced the next does not see.
 */
const RULES: readonly Rule[] = [
  { kind: 'secret', pattern: /(?<=\b(?:bearer|basic) )[\w+/=.-]{16,}/gi },
  {
    kind: 'secret',
    pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  },
  { kind: 'secret', pattern: /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g },
  { kind: 'secret', pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g },
  {
    kind: 'secret',
    pattern:
      /\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abeprs]-[\w-]{10,}|sk-[\w-]{16,}|[sr]k_(?:live|test)_\w{10,}|AIza[\w-]{30,}|ATATT[\w=-]{20,})/g,
  },
  { kind: 'secret', pattern: /(?<=:\/\/[^\s/:@]{1,64}:)[^\s/@]{1,128}(?=@)/g },
  {
    kind: 'secret',
    pattern:
      /(?<=\b(?:password|passwd|pwd|passphrase|secret|token|api[_-]?key|access[_-]?key|client[_-]?secret|authorization)["']?\s{0,3}[:=]\s{0,3}["']?(?:bearer |basic )?)(?!bearer |basic |\[secret)[^\s"',;<>]{4,}/gi,
  },
  { kind: 'secret', pattern: /\b[0-9a-f]{32,}\b/gi },
  { kind: 'email', pattern: /[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g },
  { kind: 'card', pattern: /\b\d(?:[ -]?\d){12,18}\b/g, holds: passesLuhn },
  {
    kind: 'phone',
    pattern: /(?<![\w.])(?:\+|00)\d{1,3}[ ()/.-]{0,3}\d(?:[ ()/.-]{0,2}\d){6,11}(?![\w.]*\d)/g,
  },
  { kind: 'phone', pattern: /(?<![\w.])\(?0\d{2,4}\)?[ /-]{1,3}\d{3,4}[ -]?\d{3,5}(?!\d)/g },
  { kind: 'phone', pattern: /(?<![\w.])\(?\d{3}\)?[ -]\d{3}-\d{4}(?!\d)/g },
];

/** Parts of names that are everyday words: these are masked within the whole name only. */
const EVERYDAY = new Set(
  'alert alerts alarm alarms monitor monitoring build pipeline will mark may grace rose june april august hope faith summer art bill frank max rich sue rob pat drew dean guy lane page bot support team service desk agent admin system user jira automation test the and for'.split(
    ' ',
  ),
);

/**
 * @param names everybody that Jira names: whole names are masked in any case, their parts where they stand with a
 * capital, unless they are everyday words.
 */
export function createMask(names: Iterable<string>): Mask {
  const counts = Object.fromEntries(MASKED_KINDS.map((kind) => [kind, 0])) as Record<MaskedKind, number>;
  const [whole, parts] = namePatterns(names);
  const rules: Rule[] = [...RULES];
  for (const pattern of [whole, parts]) if (pattern) rules.push({ kind: 'person', pattern });
  return {
    apply(text) {
      return rules.reduce(
        (masked, { kind, pattern, holds }) =>
          masked.replace(pattern, (match) => {
            if (holds && !holds(match)) return match;
            counts[kind] += 1;
            return `[${kind}]`;
          }),
        text,
      );
    },
    counts,
  };
}

function namePatterns(names: Iterable<string>): (RegExp | null)[] {
  const whole = new Set<string>();
  const parts = new Set<string>();
  for (const name of names) {
    const trimmed = name.trim();
    if (trimmed.length < 3) continue;
    whole.add(trimmed);
    for (const part of trimmed.split(/[\s,]+/)) {
      if (part.length >= 3 && /^\p{Lu}/u.test(part) && !EVERYDAY.has(part.toLowerCase())) parts.add(part);
    }
  }
  return [alternatives(whole, 'giu'), alternatives(parts, 'gu')];
}

/** Longest first, so that "Ana Maria" is not left as "[person] Maria"; an @ before a mention goes with it. */
function alternatives(words: ReadonlySet<string>, flags: string): RegExp | null {
  if (words.size === 0) return null;
  const sorted = [...words].sort((a, b) => b.length - a.length).map((word) => RegExp.escape(word));
  return new RegExp(`@?(?<![\\p{L}\\p{N}_])(?:${sorted.join('|')})(?![\\p{L}\\p{N}_])`, flags);
}

/** The check digit of card numbers (ISO/IEC 7812-1): an order number of the same length fails nine times in ten. */
function passesLuhn(match: string): boolean {
  const digits = [...match.replaceAll(/\D/g, '')].map(Number).reverse();
  const sum = digits.reduce((total, digit, position) => {
    const doubled = position % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

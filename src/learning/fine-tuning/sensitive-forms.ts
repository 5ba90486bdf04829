/** What is replaced in texts that leave. */
export const MASKED_KINDS = ['secret', 'email', 'phone', 'card', 'person'] as const;
export type MaskedKind = (typeof MASKED_KINDS)[number];

export interface Rule {
  readonly kind: MaskedKind;
  /** What is found is replaced, but for the group `keep` at its beginning. Every pattern has that group. */
  readonly pattern: RegExp;
  /** Whether what would be replaced is such a thing after all; absent: always. */
  readonly holds?: (found: string) => boolean;
}

/**
 * Forms that providers document for their keys and tokens, values after a name that says secret, and the forms of
 * addresses and numbers. In order: the more specific first, since what one replaced the next does not see.
 *
 * Digests, commits, ticket keys, versions, times, block and trace ids have forms of their own, and stay: what a
 * report tells of a problem lies in them.
 */
export const RULES: readonly Rule[] = [
  {
    kind: 'secret',
    pattern: /(?<keep>)-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  },
  { kind: 'secret', pattern: /(?<keep>)\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g },
  {
    kind: 'secret',
    pattern:
      /(?<keep>)\b(?:(?:AKIA|ASIA)[A-Z0-9]{16}|gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abeprs]-[\w-]{10,}|sk-[\w-]{16,}|[sr]k_(?:live|test)_\w{10,}|whsec_[\w+/=]{16,}|AIza[\w-]{30,}|ATATT[\w=-]{20,}|npm_\w{30,}|SG\.[\w-]{16,}\.[\w-]{16,})/g,
  },
  { kind: 'secret', pattern: /(?<keep>hooks\.slack\.com\/services\/)[\w/]{8,}/g },
  { kind: 'secret', pattern: /(?<keep>:\/\/[^\s/:@]{0,64}:)[^\s/@]{1,128}(?=@)/g, holds: isNoPlaceholder },
  { kind: 'secret', pattern: /(?<keep>\b(?:bearer|basic) )[\w+/=.~-]{16,}/gi, holds: looksRandom },
  {
    kind: 'secret',
    pattern:
      /(?<keep>(?:password|passwd|(?<![\w$.])pwd|passphrase|passcode)["']?[ \t]{0,3}[:=][ \t]{0,3}["']?)[^\s"',;<>[\]{}()]{4,128}(?![^\s"',;<>]|[([])/gi,
    holds: isPassword,
  },
  {
    kind: 'secret',
    pattern: /(?<keep>\b(?:password|passphrase|passcode|pin) (?:is|was) ["']?)[^\s"',;<>[\]{}()]{4,128}/gi,
    holds: looksRandom,
  },
  {
    kind: 'secret',
    pattern:
      /(?<keep>(?:secret|token|(?:api|access|account|auth|encryption|license|private|secret|shared)[ _-]?key(?:[ _-]?id)?|credentials?|authorization|\bsig|x-amz-signature|\bcookie|sessid)["']?(?:[ \t]{0,3}[:=]|[ \t]is)[ \t]{0,3}["']?(?:bearer |basic )?)[^\s"',;<>[\]{}()&]{6,2048}(?![^\s"',;<>&]|[([])/gi,
    holds: looksRandom,
  },
  {
    kind: 'email',
    pattern: /(?<keep>)(?<![\w.+%-])[\w.+%-]{1,64}@(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}\b(?!:[\w/])/gi,
  },
  {
    kind: 'card',
    pattern:
      /(?<keep>)(?<![\w./:-])(?:\d{4}(?<fours>[ -])\d{4}\k<fours>\d{4}\k<fours>\d{2,7}|\d{4}(?<six>[ -])\d{6}\k<six>\d{4,5}|\d{15,16})(?![\w-]|[.:]\d)/g,
    holds: isCardNumber,
  },
  {
    kind: 'phone',
    pattern:
      /(?<keep>)(?<![\w.:/=-])(?:\+|00)[1-9]\d{0,2}[ ()/.-]{0,3}\d(?:[ ()/.-]{0,2}\d){6,11}(?![\w]|[.:-]\d)/g,
    holds: isNoRange,
  },
  {
    kind: 'phone',
    pattern: /(?<keep>)(?<![\w.:/=-])\(?0[1-9]\d{1,3}\)?[ /-]{1,3}\d{3,4}[ -]?\d{3,5}(?!\w|[.:-]\d)/g,
  },
  { kind: 'phone', pattern: /(?<keep>)(?<![\w.:/=-])(?:\(\d{3}\) ?|\d{3}[ -])\d{3}-\d{4}(?!\w|[.:-]\d)/g },
];

/** What stands for a secret in examples, settings and code, and is none. */
const PLACEHOLDER =
  /^(\$|%|\*+$|x+$|\.+$|0x|\[|<|@|null\b|none\b|nil\b|true\b|false\b|undefined\b|empty\b|unset\b|redacted|hidden|masked|new\b|this\b|get[A-Z]|~?\/)|\.(get|to)[A-Z]/;

function isNoPlaceholder(found: string): boolean {
  return !PLACEHOLDER.test(found);
}

/** Anything but the words that a sentence or a form goes on with. */
function isPassword(found: string): boolean {
  return (
    isNoPlaceholder(found) &&
    !/^(incorrect|wrong|invalid|expired|required|missing|reset|not|the|an?|must|should|was|is|too|field|change[ds]?|correct)\b/i.test(
      found,
    )
  );
}

/** A range of addresses or ids is written with as many digits on both sides. */
function isNoRange(found: string): boolean {
  const [first = '', second = ''] = found.split('-');
  return first.length < 6 || first.length !== second.length;
}

/** Made of more than one kind of character, or long: words after `token:` are not. */
function looksRandom(found: string): boolean {
  if (!isNoPlaceholder(found)) return false;
  const kinds = [/\d/, /[a-z]/, /[A-Z]/, /[^\w]/].filter((kind) => kind.test(found)).length;
  return /\d/.test(found) ? kinds > 1 || found.length >= 16 : found.length >= 20 && kinds > 1;
}

/** First digits that networks issue (ISO/IEC 7812; Visa, Mastercard, American Express, Discover, JCB, Diners). */
const CARD_PREFIX = /^(4|5[1-5]|2[2-7]|3[4-8]|30|60|6[245])/;

/** The prefix and the check digit (Luhn): an order number of the same length fails ninety-six times in a hundred. */
function isCardNumber(found: string): boolean {
  const digits = found.replaceAll(/\D/g, '');
  return CARD_PREFIX.test(digits) && passesLuhn(digits);
}

function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, position) => {
    const value = position % 2 === 1 ? Number(digit) * 2 : Number(digit);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

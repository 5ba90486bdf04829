/** What a rule demands and what helps, in words, as docs/dead-letters.md has it. */
export interface RuleInWords {
  readonly broken: string;
  readonly helps: string;
  /** Whether records that break it can pass at all: what never arrived whole cannot. */
  readonly canPass: boolean;
}

const NOT_WHOLE =
  'They did not arrive whole, so that sending them through again is in vain: mend the file and import it again.';

const RULES: Readonly<Record<string, RuleInWords>> = {
  'not-json': { broken: 'The text is no JSON', helps: NOT_WHOLE, canPass: false },
  'broken-row': { broken: 'The row does not fit its header', helps: NOT_WHOLE, canPass: false },
  'too-large': { broken: 'The record is too large', helps: NOT_WHOLE, canPass: false },
  'too-deep': { broken: 'The record is nested too deep', helps: NOT_WHOLE, canPass: false },
  'not-delivered': {
    broken: 'Jira lists the issue and cannot give it',
    helps: 'There is nothing to do: its letter goes when a sync brings the issue.',
    canPass: false,
  },
  'key-taken': {
    broken: 'The key belongs to another ticket',
    helps: 'Read that ticket anew, by a sync or a newer export; then redrive.',
    canPass: true,
  },
  'not-storable': {
    broken: 'The database did not take it',
    helps: 'Redrive after an update of Casebook; please report it.',
    canPass: true,
  },
};

/** Of a rule that this page does not know, its name says it. */
export function inWords(rule: string): RuleInWords {
  const place = /^contract:(.*)$/s.exec(rule)?.[1];
  if (place !== undefined)
    return {
      broken: `Something else is expected at ${place}`,
      helps:
        'Mend them at their source and read them anew; or redrive after an update of Casebook that reads them.',
      canPass: true,
    };
  return RULES[rule] ?? { broken: rule, helps: '', canPass: true };
}

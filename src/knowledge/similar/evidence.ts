import type { LinkedHead } from '../tickets.ts';
import type { Calibration } from './calibration.ts';
import type { Comparison } from './compare.ts';
import {
  daysBetween,
  FEATURES,
  type Feature,
  featuresOf,
  PARTS,
  type Part,
  perSimilarity,
} from './features.ts';

export const EVIDENCE_KINDS = [
  'words',
  'summary',
  'meaning',
  'rank',
  'time',
  'frames',
  'identifiers',
  'component',
  'mention',
  'project',
  'type',
  'resolution',
] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** One thing that speaks for or against two tickets being duplicates. */
export interface Evidence {
  readonly kind: EvidenceKind;
  readonly speaks: 'for' | 'against';
  /** For people. */
  readonly text: string;
  /** What the tickets have in common, as it stands in the first. */
  readonly terms: readonly string[];
}

interface Weighed extends Evidence {
  /** How far it moves the logit; 0 for what people should know and the probability does not. */
  readonly weight: number;
}

/** Below this a sign moves a probability of a half by less than six points: not worth a line. */
const WORTH_SAYING = 0.25;
const MOST_TERMS = 6;

/** What speaks for and against, weightiest first. */
export function evidenceOf(
  own: LinkedHead,
  comparison: Comparison,
  { weights, typical, signals }: Calibration,
): Evidence[] {
  const features = featuresOf(own, comparison);
  const names: readonly (Feature | Part)[] = [...FEATURES, ...PARTS];
  const moved = (name: Feature | Part) => {
    const place = names.indexOf(name);
    return (features[place] as number) - (typical[place] as number);
  };
  const reported = `Reported ${apart(own, comparison.ticket)}`;
  const contribution = (name: Feature) => (weights[FEATURES.indexOf(name)] as number) * moved(name);
  const ofPart = (name: Part, counts: number) => perSimilarity(weights) * counts * moved(name);
  const { shared, summaries, semantic } = comparison;
  const near = `texts ${semantic.toFixed(2)}, summaries ${summaries.toFixed(2)}`;
  const weighed: (Weighed | null)[] = [
    weigh('words', ofPart('lexical', 1 - signals.meaning), {
      for: shared.words.length > 0 ? 'Rare words in common' : 'Many words in common',
      against: 'Few words in common',
      terms: shared.words,
    }),
    weigh('summary', contribution('sameSummary'), { for: 'The same summary, word for word' }),
    weigh('meaning', contribution('summaries'), {
      for: `Near in meaning: ${near}`,
      against: `Not near in meaning: ${near}`,
    }),
    weigh('rank', contribution('ahead'), {
      for: 'Stands out from the other tickets like it',
      against: 'Other tickets are as near',
    }),
    weigh('time', ofPart('days', -signals.timeApart), { for: reported, against: reported }),
    ...beyondTheModel(own, comparison),
  ];
  return weighed
    .filter((each) => each !== null)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .map(({ kind, speaks, text, terms }) => ({ kind, speaks, text, terms }));
}

interface Wording {
  /** Left out: nothing is said where it speaks so. */
  readonly for?: string;
  readonly against?: string;
  readonly terms?: readonly string[];
}

function weigh(kind: EvidenceKind, weight: number, wording: Wording): Weighed | null {
  const speaks = weight > 0 ? 'for' : 'against';
  const text = wording[speaks];
  if (text === undefined || Math.abs(weight) < WORTH_SAYING) return null;
  const terms = speaks === 'for' ? (wording.terms ?? []).slice(0, MOST_TERMS) : [];
  return { kind, speaks, text, terms, weight };
}

/** Resolutions that say that there was nothing to mend, or not to be mended. */
const NOTHING_TO_DO = /^(not an? (bug|problem|issue)|invalid|won'?t (fix|do)|works as designed|rejected)$/i;

/**
 * What a reader should know and the probability does not count: it adds nothing to the words, was learned nowhere, or
 * is known only once somebody has decided.
 */
function beyondTheModel(own: LinkedHead, { ticket: other, named, shared }: Comparison): Weighed[] {
  const components = own.components.filter((name) => other.components.includes(name));
  const closed = [own, other].filter(
    ({ resolution }) => resolution !== null && NOTHING_TO_DO.test(resolution),
  );
  return [
    ...note('frames', 'for', 'The same places in the stack trace', shared.frames),
    ...note('identifiers', 'for', 'Both name', shared.identifiers),
    ...note('component', 'for', 'The same component', components),
    ...(named ? note('mention', 'for', 'The text of one names the other') : []),
    ...(own.project.key === other.project.key
      ? []
      : note('project', 'against', `Of another project, ${other.project.name}`)),
    ...(own.type === other.type
      ? []
      : note('type', 'against', `Of different types: ${own.type} and ${other.type}`)),
    ...closed.flatMap(({ key, resolution }) =>
      note('resolution', 'against', `${key} was closed as ${resolution}`),
    ),
  ];
}

/** Nothing where terms are asked for and there are none. */
function note(
  kind: EvidenceKind,
  speaks: Evidence['speaks'],
  text: string,
  terms?: readonly string[],
): Weighed[] {
  return terms?.length === 0
    ? []
    : [{ kind, speaks, text, terms: (terms ?? []).slice(0, MOST_TERMS), weight: 0 }];
}

function apart(own: LinkedHead, other: LinkedHead): string {
  const days = daysBetween(own, other);
  if (days < 1) return 'on the same day or the next';
  if (days < 60) return `${Math.round(days)} day${Math.round(days) === 1 ? '' : 's'} apart`;
  if (days < 730) return `${Math.round(days / 30.44)} months apart`;
  return `${Math.round(days / 365.25)} years apart`;
}

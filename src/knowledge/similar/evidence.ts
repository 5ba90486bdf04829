import type { LinkedHead } from '../tickets.ts';
import type { Calibration } from './calibration.ts';
import type { Comparison } from './compare.ts';
import { FEATURES, type Feature, featuresOf, inCommon } from './features.ts';
import { daysBetween } from './score.ts';

export const EVIDENCE_KINDS = [
  'words',
  'identifiers',
  'frames',
  'meaning',
  'rank',
  'time',
  'project',
  'component',
  'type',
  'resolution',
  'mention',
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
  { weights, typical }: Calibration,
): Evidence[] {
  const features = featuresOf(own, comparison);
  const contribution = (...names: Feature[]) =>
    names.reduce((sum, name) => {
      const place = FEATURES.indexOf(name);
      const moved = (features[place] as number) - (typical[place] as number);
      return sum + (weights[place] as number) * moved;
    }, 0);
  const { shared, ticket, summaries, semantic } = comparison;
  const weighed: (Weighed | null)[] = [
    weigh('words', contribution('lexical', 'overlap'), {
      for: shared.words.length > 0 ? 'Rare words in common' : 'Many words in common',
      against: 'Few words in common',
      terms: shared.words,
    }),
    weigh('identifiers', contribution('identifiers'), {
      for: 'Both name',
      terms: shared.identifiers,
    }),
    weigh('frames', contribution('frames'), {
      for: 'The same places in the stack trace',
      terms: shared.frames,
    }),
    weigh('meaning', contribution('semantic', 'summaries'), {
      for: `Near in meaning: texts ${semantic.toFixed(2)}, summaries ${summaries.toFixed(2)}`,
      against: `Not near in meaning: texts ${semantic.toFixed(2)}, summaries ${summaries.toFixed(2)}`,
    }),
    weigh('rank', contribution('margin'), {
      for: 'Nearer than any other ticket',
      against: 'Another ticket is nearer',
    }),
    weigh('time', contribution('days'), {
      for: `Reported ${apart(own, ticket)}`,
      against: `Reported ${apart(own, ticket)}`,
    }),
    weigh('project', contribution('otherProject'), { against: `Of another project, ${ticket.project.key}` }),
    weigh('component', contribution('sharedComponent'), {
      for: 'The same component',
      against: 'No component in common',
      terms: inCommon(own.components, ticket.components),
    }),
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

/** What a reader should know, though the probability does not: it is known only after somebody has decided. */
function beyondTheModel(own: LinkedHead, { ticket: other, named }: Comparison): Weighed[] {
  const found: Weighed[] = [];
  const note = (kind: EvidenceKind, text: string, speaks: Evidence['speaks'] = 'against') =>
    found.push({ kind, speaks, text, terms: [], weight: 0 });
  if (named) note('mention', 'The text of one names the other', 'for');
  if (own.type !== other.type) note('type', `Of different types: ${own.type} and ${other.type}`);
  for (const { key, resolution } of [own, other])
    if (resolution !== null && NOTHING_TO_DO.test(resolution))
      note('resolution', `${key} was closed as ${resolution}`);
  return found;
}

function apart(own: LinkedHead, other: LinkedHead): string {
  const days = daysBetween(own.created, other.created);
  if (days < 1) return 'on the same day or the next';
  if (days < 60) return `${Math.round(days)} day${Math.round(days) === 1 ? '' : 's'} apart`;
  if (days < 730) return `${Math.round(days / 30.44)} months apart`;
  return `${Math.round(days / 365.25)} years apart`;
}

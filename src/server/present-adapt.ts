import type { adaptAnswer, Wire } from '../api/index.ts';
import type { AdaptationStatus } from '../knowledge/index.ts';

type Answer = Wire<typeof adaptAnswer>;
type Outcome = NonNullable<Answer['last']>['outcome'];
type Learned = NonNullable<AdaptationStatus['last']>['outcome'];

const iso = (milliseconds: number) => new Date(milliseconds).toISOString();

export function presentAdaptation({ adaptation, model, shipped, last }: AdaptationStatus): Answer {
  return {
    adaptation: adaptation && {
      ...adaptation,
      startedAt: iso(adaptation.startedAt),
      finishedAt: adaptation.finishedAt === null ? null : iso(adaptation.finishedAt),
      outcome: adaptation.outcome && presentOutcome(adaptation.outcome),
    },
    model,
    shipped,
    last: last && { at: iso(last.at), taken: last.taken, outcome: presentOutcome(last.outcome) },
  };
}

function presentOutcome({ objections, ...outcome }: Learned): Outcome {
  return { ...outcome, objections: [...objections] };
}

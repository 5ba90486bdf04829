import type { adaptAnswer, Wire } from '../api/index.ts';
import type { AdaptationStatus } from '../knowledge/index.ts';

type Answer = Wire<typeof adaptAnswer>;

const iso = (milliseconds: number) => new Date(milliseconds).toISOString();

export function presentAdaptation({ adaptation, model, shipped, last }: AdaptationStatus): Answer {
  return {
    adaptation: adaptation && {
      ...adaptation,
      startedAt: iso(adaptation.startedAt),
      finishedAt: adaptation.finishedAt === null ? null : iso(adaptation.finishedAt),
    },
    model,
    shipped,
    last: last && { ...last, at: iso(last.at) },
  };
}

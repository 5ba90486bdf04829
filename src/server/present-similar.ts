import type { calibrationAnswer, similarAnswer, triageAnswer, Wire } from '../api/index.ts';
import {
  type CalibrationOutcome,
  likelihoodOf,
  type Proposal,
  type Reliability,
  type SimilarResult,
  type TriageResult,
} from '../knowledge/index.ts';
import { iso, presentHead, type SiteOf } from './present.ts';

/** From what Casebook finds about duplicates to what the API says. */

function presentProposal({ probability, similarity, evidence }: Proposal) {
  return {
    probability,
    likelihood: likelihoodOf(probability),
    similarity,
    evidence: evidence.map(({ terms, ...each }) => ({ ...each, terms: [...terms] })),
  };
}

export function presentSimilar(
  { ticket, indexed, similar, linked, calibration }: SimilarResult,
  siteOf: SiteOf,
): Wire<typeof similarAnswer> {
  return {
    ticket: presentHead(ticket, siteOf),
    indexed,
    similar: similar.map((each) => ({ ...presentHead(each.ticket, siteOf), ...presentProposal(each) })),
    linked: linked.map(({ ticket: other, relation, kind }) => ({
      ...presentHead(other, siteOf),
      relation,
      kind,
    })),
    calibration,
  };
}

export function presentTriage(
  { since, created, examined, proposals, calibration }: TriageResult,
  siteOf: SiteOf,
): Wire<typeof triageAnswer> {
  return {
    since: iso(since),
    created,
    examined,
    proposals: proposals.map((each) => ({
      ticket: presentHead(each.ticket, siteOf),
      original: presentHead(each.original, siteOf),
      ...presentProposal(each),
    })),
    calibration,
  };
}

export function presentCalibration({
  compared,
  page,
  triage,
  ...outcome
}: CalibrationOutcome): Wire<typeof calibrationAnswer>['outcome'] {
  const present = ({ bins, thresholds, ...figures }: Reliability) => ({
    ...figures,
    bins: [...bins],
    thresholds: [...thresholds],
  });
  const both = ({ before, after }: CalibrationOutcome['page']) => ({
    before: present(before),
    after: present(after),
  });
  return { ...outcome, compared: both(compared), page: both(page), triage: both(triage) };
}

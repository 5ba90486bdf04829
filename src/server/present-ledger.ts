import type { ledgerAnswer, ledgerCheck, Wire } from '../api/index.ts';
import type { Ledger, LedgerCheck } from '../ingest/index.ts';

const iso = (milliseconds: number) => new Date(milliseconds).toISOString();

export function presentCheck({
  id,
  startedAt,
  finishedAt,
  dryRun,
  found,
  total,
}: LedgerCheck): Wire<typeof ledgerCheck> {
  return { id, startedAt: iso(startedAt), finishedAt: iso(finishedAt), dryRun, found, total };
}

/** @param projects whose days are wanted; undefined for all. */
export function presentLedger(
  { check, days }: Ledger,
  projects: readonly string[] | undefined,
): Wire<typeof ledgerAnswer> {
  return {
    check: check && { ...presentCheck(check), named: check.named.map((each) => ({ ...each })) },
    days: days.filter(({ project }) => !projects || projects.includes(project)),
  };
}

import { gate } from '../../src/ingest/gate.ts';
import type { LakeEntry } from '../../src/ingest/lake/lake.ts';
import { issue, record } from './issue.ts';

/** Records as they pass the gate: whole issues, or small ones by number. */
export function lakeEntries(...issues: (number | ReturnType<typeof issue>)[]): LakeEntry[] {
  return issues.map((given) => {
    const verdict = gate(record(typeof given === 'number' ? issue(given) : given));
    if (!('accepted' in verdict)) throw new Error(verdict.refused.reason);
    return verdict.accepted;
  });
}

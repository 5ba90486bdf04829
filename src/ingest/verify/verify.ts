import type { Indexing } from '../../domain/index.ts';
import type { Database } from '../../platform/database/index.ts';
import { readManifest } from '../lake/manifest.ts';
import { erasureMark } from './erasure-underway.ts';
import { collectFindings, type Finding, type Findings } from './report.ts';
import { checkDatabase, type DatabaseCheck, type DatabaseTotals, problemOf } from './verify-database.ts';
import { type LakeTotals, verifyLake } from './verify-lake.ts';

export interface VerifyReport {
  /** What is wrong; empty where everything is as it was written. */
  readonly findings: readonly Finding[];
  /** Findings beyond the first thousand. */
  readonly moreFindings: number;
  /** What is not wrong, but good to know. */
  readonly notes: readonly Finding[];
  readonly lake: LakeTotals;
  /** Null where it could not be read; a finding says why. */
  readonly database: DatabaseTotals | null;
  readonly seconds: number;
}

export interface VerifyParts {
  readonly lakeFolder: string;
  /** How the database is called in findings. */
  readonly databasePlace: string;
  /** Does the work with the database as it stands at one moment, reading only. */
  readonly withDatabase: <T>(work: (database: Database) => Promise<T>) => Promise<T>;
  readonly indexing: (database: Database) => Promise<Indexing>;
  /** Told of bytes of the lake as they are read. */
  readonly onRead?: ((bytes: number) => void) | undefined;
}

/** Where an erasure comes between, what is read before and after does not fit: it is read again, this often. */
const ATTEMPTS = 3;

/**
 * Checks every byte of the lake, the database, and the one against the other. Reads only, so a server may run
 * meanwhile: lines that come in after it began are read, and not expected to be disposed of.
 */
export async function verify(parts: VerifyParts): Promise<VerifyReport> {
  for (let attempt = 1; ; attempt += 1) {
    const before = await markOf(parts);
    const report = await verifyOnce(parts);
    const undisturbed = report.findings.length === 0 || before === (await markOf(parts));
    if (undisturbed || attempt === ATTEMPTS) return report;
  }
}

async function verifyOnce(parts: VerifyParts): Promise<VerifyReport> {
  const [findings, notes] = [collectFindings(), collectFindings()];
  const started = performance.now();
  const { lake, database } = await withCheckedDatabase(parts, { findings, notes }, async (check) => {
    const totals = await verifyLake({
      folder: parts.lakeFolder,
      acknowledged: check?.position ?? null,
      findings,
      notes,
      onLine: async (line) => check?.onLine(line),
      onRead: parts.onRead,
    });
    return { lake: totals, database: (await check?.finish(totals.lastSeq)) ?? null };
  });
  return {
    findings: findings.kept,
    moreFindings: findings.more,
    notes: notes.kept,
    lake,
    database,
    seconds: (performance.now() - started) / 1000,
  };
}

type Checked = { readonly lake: LakeTotals; readonly database: DatabaseTotals | null };

/** Where the database cannot be read, that is a finding, and the lake is checked by itself. */
async function withCheckedDatabase(
  { databasePlace, withDatabase, indexing }: VerifyParts,
  told: { readonly findings: Findings; readonly notes: Findings },
  work: (check: DatabaseCheck | null) => Promise<Checked>,
): Promise<Checked> {
  let readable = false;
  try {
    return await withDatabase(async (database) => {
      const check = await checkDatabase(database, databasePlace, told, indexing);
      readable = true;
      return work(check);
    });
  } catch (error) {
    if (readable) throw error;
    told.findings.add(databasePlace, problemOf(error));
    return work(null);
  }
}

/** What is the same before and after a look that no erasure came into; what cannot be read is not the matter here. */
async function markOf({ lakeFolder, withDatabase }: VerifyParts): Promise<string> {
  const manifest = await readManifest(lakeFolder).catch(() => null);
  const erasures = await withDatabase(erasureMark).catch(() => null);
  return JSON.stringify([manifest?.rewrites, erasures]);
}

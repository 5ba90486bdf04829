import { open, readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { checkFault, withCheck } from '../lake/checked.ts';
import type { ErasureCounts } from './request.ts';

/** That something was erased, when, and how much; nothing of what it was. */
export interface AuditEntry extends ErasureCounts {
  readonly id: string;
  readonly kind: string;
  /** ISO 8601. */
  readonly at: string;
}

const AUDIT = 'erasures.jsonl';

export const auditFile = (lakeFolder: string) => join(lakeFolder, AUDIT);

/** Adds an entry, durably, unless it is there; a torn one that a crash left at the end is cut. */
export async function audit(lakeFolder: string, entry: AuditEntry): Promise<void> {
  const file = auditFile(lakeFolder);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) await truncate(file, Buffer.byteLength(whole));
  if (whole.includes(`"id":"${entry.id}"`)) return;
  const handle = await open(file, 'a', 0o600);
  try {
    await handle.appendFile(`${withCheck(JSON.stringify(entry))}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** What is wrong with the file of audits, line by line; nothing where there is none. */
export async function auditFaults(
  lakeFolder: string,
): Promise<{ readonly line: number; readonly offset: number; readonly problem: string }[]> {
  const bytes = await readFile(auditFile(lakeFolder)).catch(() => Buffer.alloc(0));
  const faults = [];
  let [line, offset] = [1, 0];
  while (offset < bytes.length) {
    const end = bytes.indexOf(0x0a, offset);
    const problem = end < 0 ? 'it breaks off' : checkFault(bytes.subarray(offset, end));
    if (problem) faults.push({ line, offset, problem });
    if (end < 0) break;
    line += 1;
    offset = end + 1;
  }
  return faults;
}

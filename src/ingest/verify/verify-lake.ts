import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { auditFaults, auditFile } from '../erasure/audit.ts';
import { digestOf, type LineHead, openLine } from '../lake/line.ts';
import { readLines } from '../lake/read-lines.ts';
import { type ListedSegment, listSegments } from './list-segments.ts';
import type { Findings } from './report.ts';

export interface LakeCheck {
  readonly folder: string;
  /** The number of the last line that the database has disposed of; null where it cannot be asked. */
  readonly acknowledged: number | null;
  /** What is wrong. */
  readonly findings: Findings;
  /** What is not wrong, but good to know: what the next start will clean up. */
  readonly notes: Findings;
  /** Given every line that is whole, in order. */
  readonly onLine: (line: LineHead) => void | Promise<void>;
  /** Told how many bytes of each line were read. */
  readonly onRead?: ((bytes: number) => void) | undefined;
}

export interface LakeTotals {
  readonly segments: number;
  /** Lines that are whole. */
  readonly lines: number;
  readonly bytes: number;
  /** The number of the last whole line; 0 where there is none. */
  readonly lastSeq: number;
}

/** Reads every byte of the lake, compares it with its checksums and the manifest, and goes on after what is wrong. */
export async function verifyLake(check: LakeCheck): Promise<LakeTotals> {
  const segments = await listSegments(check);
  let totals: LakeTotals = { segments: segments.length, lines: 0, bytes: 0, lastSeq: 0 };
  for (const segment of segments) {
    const { lines, bytes, lastSeq } = await verifySegment(check, segment, totals.lastSeq);
    totals = { ...totals, lines: totals.lines + lines, bytes: totals.bytes + bytes, lastSeq };
  }
  for (const { problem, ...at } of await auditFaults(check.folder))
    check.findings.add(auditFile(check.folder), problem, at);
  const { acknowledged, findings, folder } = check;
  if (acknowledged !== null && acknowledged > totals.lastSeq)
    findings.add(
      folder,
      `the last whole line is ${totals.lastSeq}, and the database has disposed of ${acknowledged}`,
    );
  return totals;
}

async function verifySegment(
  check: LakeCheck,
  segment: ListedSegment,
  before: number,
): Promise<Pick<LakeTotals, 'lines' | 'bytes' | 'lastSeq'>> {
  const { findings, notes, acknowledged } = check;
  const file = join(check.folder, segment.file);
  // What the segment before has lost is said there.
  let lastSeq = Math.max(before, segment.firstSeq - 1);
  const size = await stat(file).then(
    (found) => found.size,
    () => null,
  );
  if (size === null) {
    // The open one is made with its first line.
    if (segment.lines !== null || (acknowledged ?? 0) >= segment.firstSeq)
      findings.add(file, 'it is missing');
    return { lines: 0, bytes: 0, lastSeq };
  }
  await using handle = await open(file);
  let [number, lines, end] = [0, 0, 0];
  /** Faults that no whole line has followed so far: at the end of an open segment, a crash leaves such. */
  let unsettled: { problem: string; line: number; offset: number }[] = [];
  for await (const { bytes, offset } of readLines(handle)) {
    number += 1;
    end = offset + bytes.length + 1;
    check.onRead?.(bytes.length + 1);
    const at = { line: number, offset };
    const line = wholeLine(bytes, segment, lastSeq);
    if ('problem' in line) {
      unsettled.push({ ...at, ...line });
      continue;
    }
    for (const { problem, ...place } of unsettled) findings.add(file, problem, place);
    if (segment.contiguous && unsettled.length === 0 && line.seq !== lastSeq + 1)
      findings.add(file, `line ${line.seq} of the lake follows ${lastSeq}`, at);
    unsettled = [];
    lines += 1;
    lastSeq = line.seq;
    await check.onLine(line);
  }
  if (end < size)
    unsettled.push({ problem: `${size - end} bytes are no line`, line: number + 1, offset: end });
  // What nobody was told is durable may be torn; it is cut at the next start. It may also be on its way at this moment.
  const mayBeTorn = segment.lines === null && (acknowledged === null || lastSeq >= acknowledged);
  for (const { problem, ...place } of unsettled) (mayBeTorn ? notes : findings).add(file, problem, place);
  compareWithManifest(findings, file, segment, { lines: number, bytes: size });
  return { lines, bytes: size, lastSeq };
}

function wholeLine(
  bytes: Buffer,
  { firstSeq, lastSeq }: ListedSegment,
  before: number,
): LineHead | { readonly problem: string } {
  try {
    const { head, bodyBytes } = openLine(bytes);
    if (head.seq <= before || head.seq < firstSeq || head.seq > (lastSeq ?? Number.POSITIVE_INFINITY))
      return { problem: `it is line ${head.seq} of the lake, which does not belong here` };
    if (digestOf(bodyBytes) !== head.digest) return { problem: 'its body does not have its digest' };
    return head;
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

function compareWithManifest(
  findings: Findings,
  file: string,
  segment: ListedSegment,
  actual: { readonly lines: number; readonly bytes: number },
): void {
  for (const unit of ['lines', 'bytes'] as const)
    if (segment[unit] !== null && segment[unit] !== actual[unit])
      findings.add(file, `it has ${actual[unit]} ${unit}, and the manifest says ${segment[unit]}`);
}

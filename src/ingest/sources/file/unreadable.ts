import type { RawRecord, RecordFormat, Refusal } from '../../../domain/index.ts';
import { KEPT_OF_UNREADABLE } from '../../limits.ts';
import type { Frame } from './frame.ts';

/** A record that could not be read: what it begins with, its size, its place in the file, and why the gate refuses it. */
export function unreadable(frame: Frame, format: RecordFormat, fault: Refusal, fetchedAt: number): RawRecord {
  const { bytes, size, line } = frame;
  const text = new TextDecoder().decode(bytes.subarray(0, KEPT_OF_UNREADABLE));
  const body = { unreadable: text, bytes: size };
  const place = `line ${line}`;
  return { source: 'jira', kind: 'issue', format, externalId: null, body, fetchedAt, place, fault };
}

/** `45.2 MB`. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

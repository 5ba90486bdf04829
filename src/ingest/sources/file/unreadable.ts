import type { DeadLetter, RecordFormat } from '../../../domain/index.ts';
import { KEPT_OF_UNREADABLE } from '../../limits.ts';
import type { Frame } from './frame.ts';

/** The dead letter of a record that could not be read: what it begins with, its size, and its place in the file. */
export function unreadable(
  frame: Frame,
  format: RecordFormat,
  reason: string,
  fetchedAt: number,
): DeadLetter {
  const { bytes, size, line } = frame;
  const text = new TextDecoder().decode(bytes.subarray(0, KEPT_OF_UNREADABLE));
  const body = { unreadable: text, bytes: size };
  const place = `line ${line}`;
  return {
    record: { source: 'jira', kind: 'issue', format, externalId: null, body, fetchedAt, place },
    path: '',
    reason,
  };
}

/** `45.2 MB`. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

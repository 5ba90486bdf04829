import { duration } from './amounts.ts';

/** A point in time as an answer has it, to the minute and in UTC: `2026-03-29 15:47`. */
export const moment = (iso: string): string => iso.slice(0, 16).replace('T', ' ');

/** The same with its zone and how long ago it was: `2026-03-29 15:47 UTC, 3 min ago`. */
export function ago(iso: string, now = Date.now()): string {
  const passed = now - Date.parse(iso);
  return `${moment(iso)} UTC${passed >= 0 ? `, ${duration(passed)} ago` : ''}`;
}

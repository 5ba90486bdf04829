import { expect, test } from 'vitest';
import { timeAgo } from '../../web/src/time/relative.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');

test.each([
  ['2026-03-01T12:00:00Z', 'just now'],
  ['2026-03-01T12:00:40Z', 'just now'],
  ['2026-03-01T11:59:00Z', '1 minute ago'],
  ['2026-03-01T10:01:00Z', '1 hour ago'],
  ['2026-02-27T13:00:00Z', '1 day ago'],
  ['2026-02-20T12:00:00Z', '1 week ago'],
  ['2025-03-20T12:00:00Z', '11 months ago'],
  ['2024-04-01T12:00:00Z', '1 year ago'],
  ['2023-01-01T12:00:00Z', '3 years ago'],
])('%s is %s', (iso, expected) => expect(timeAgo(iso, NOW)).toBe(expected));

import { describe, expect, test } from 'vitest';
import { readTime } from '../../../src/ingest/sources/csv/time.ts';

const reading = { timeZone: 'UTC', dateOrder: null };
const iso = (text: string, more = {}) => {
  const time = readTime(text, { ...reading, ...more });
  return 'at' in time ? new Date(time.at).toISOString() : time.problem;
};

test.each([
  ['28/Nov/23 10:52 AM', '2023-11-28T10:52'],
  ['28/Nov/23 10:52\u202fPM', '2023-11-28T22:52'],
  ['28/Nov/23 12:05 AM', '2023-11-28T00:05'],
  ['28/Nov/23 22:52', '2023-11-28T22:52'],
  ['28-Nov-2023 22:52', '2023-11-28T22:52'],
  ['2023-11-28T10:52:00.000+0200', '2023-11-28T08:52'],
  ['2023-11-28T10:52Z', '2023-11-28T10:52'],
  ['2023-11-28 10:52', '2023-11-28T10:52'],
  ['2023/11/28', '2023-11-28T00:00'],
  ['28.11.2023 10:52', '2023-11-28T10:52'],
  ['11/28/2023 1:02 PM', '2023-11-28T13:02'],
  ['28/11/2023 13:02', '2023-11-28T13:02'],
  ['05/05/2023 13:02', '2023-05-05T13:02'],
  ['Nov 28, 2023, 10:52 AM', '2023-11-28T10:52'],
  ['28. November 2023 10:52', '2023-11-28T10:52'],
  ['05/Mär/24 08:15', '2024-03-05T08:15'],
  ['01/Dez/23', '2023-12-01T00:00'],
  ['5 mars 2024 08:15', '2024-03-05T08:15'],
  ['28 de noviembre de 2023', '2023-11-28T00:00'],
  ['28 listopada 2023', '2023-11-28T00:00'],
  ['Fri Jun 10 20:09:07 UTC 2011', '2011-06-10T20:09'],
  ['Fri, 10 Jun 2011 20:09:07 +0200', '2011-06-10T18:09'],
])('reads %j', (text, expected) => {
  expect(iso(text)).toContain(expected);
});

test.each([
  ['03/04/2024 10:00', 'two ways'],
  ['31/Feb/24 10:00', 'does not exist'],
  ['28/Nov/23 25:00', 'does not exist'],
  ['28/Nov/23 13:00 PM', 'does not exist'],
  ['28/Foo/23 10:00', 'no date'],
  ['yesterday', 'no date'],
  ['', 'no date'],
  ['9'.repeat(100_000), 'no date'],
])('refuses %j with the reason', (text, reason) => {
  expect(iso(text)).toContain(reason);
});

test('an order settles dates of numbers', () => {
  expect(iso('03/04/2024', { dateOrder: 'day-first' })).toContain('2024-04-03');
  expect(iso('03/04/2024', { dateOrder: 'month-first' })).toContain('2024-03-04');
});

describe('in a time zone', () => {
  const timeZone = 'Europe/Berlin';

  test.each([
    ['28/Nov/23 10:52', '2023-11-28T09:52'],
    ['28/Jul/23 10:52', '2023-07-28T08:52'],
    ['2023-07-28 10:52 +0000', '2023-07-28T10:52'],
  ])('%j is moved, unless it names its own', (text, expected) => {
    expect(iso(text, { timeZone })).toContain(expected);
  });

  test('an hour that comes twice is the first, one that is left out the one behind it', () => {
    expect(iso('29/Oct/23 02:30', { timeZone })).toContain('2023-10-29T00:30');
    expect(iso('26/Mar/23 02:30', { timeZone })).toContain('2023-03-26T01:30');
  });

  test('west of Greenwich and by offset', () => {
    expect(iso('28/Jul/23 10:52', { timeZone: 'America/New_York' })).toContain('2023-07-28T14:52');
    expect(iso('28/Jul/23 10:52', { timeZone: '+05:30' })).toContain('2023-07-28T05:22');
  });
});

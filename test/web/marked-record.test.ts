import { describe, expect, test } from 'vitest';
import { markedRecord } from '../../web/src/dead-letters/marked-record.ts';

const body = {
  id: '1',
  fields: { summary: null, comment: { comments: [{ id: 'a' }, { id: 7, 'a.b': 1 }] } },
};
const marked = (path: string) => markedRecord(body, path).marked;

describe('the place in a refused record', () => {
  test.each([
    ['fields.summary', '"summary": null'],
    ['fields.comment.comments.1.id', '"id": 7'],
    ['fields.description', '"description": missing'],
    ['fields.summary.text', '"summary": null'],
    ['', ''],
  ])('%j is %j', (path, text) => {
    expect(marked(path)).toBe(text);
  });

  test('stands in the whole record, which is all there', () => {
    for (const path of ['fields.summary', 'fields.comment', 'fields.comment.comments.1']) {
      const { before, marked, after } = markedRecord(body, path);
      expect(before + marked + after).toBe(JSON.stringify(body, null, 2));
    }
  });

  test('of what could not be read is nowhere: the text is shown as it came', () => {
    expect(markedRecord('{"id": 1,', '')).toEqual({ before: '{"id": 1,', marked: '', after: '' });
  });

  test('is in view however long the record is', () => {
    const long = { a: 'x'.repeat(50_000), wrong: 1, z: 'y'.repeat(50_000) };
    const { before, marked, after } = markedRecord(long, 'wrong');
    expect(marked).toBe('"wrong": 1');
    expect(before.length + after.length).toBeLessThan(21_000);
    expect([before.startsWith('…'), after.endsWith('…')]).toEqual([true, true]);
  });
});

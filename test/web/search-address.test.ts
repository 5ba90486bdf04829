import { describe, expect, test } from 'vitest';
import { parseQueryString, readAddress, writeQueryString } from '../../web/src/search/address.ts';

const read = (text: string) => readAddress(parseQueryString(text));

describe('a search in the address of the page', () => {
  test.each([
    '',
    '?q=slow+query',
    '?q=%26%3D%3F%23&mode=lexical',
    '?q=x&project=PAY&project=CORE&status=new&status=done&type=Service+Request&mode=semantic',
    '?q=123',
    '?q=x&limit=60',
  ])('%j comes back as it was', (text) => {
    expect(writeQueryString(read(text))).toBe(text);
  });

  test.each([
    ['?q=%20%20', {}],
    ['?q=x&mode=hybrid', { q: 'x' }],
    ['?q=x&mode=psychic', { q: 'x' }],
    ['?q=x&status=gone&status=done', { q: 'x', status: ['done'] }],
    ['?q=x&limit=5', { q: 'x' }],
    ['?q=x&limit=many', { q: 'x' }],
    ['?q=x&limit=1e9', { q: 'x', limit: 100 }],
    ['?q=x&project=', { q: 'x' }],
    ['?q=x&utm_source=mail', { q: 'x' }],
    ['?__proto__=x&q=y', { q: 'y' }],
  ])('%j is read as far as it makes sense', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

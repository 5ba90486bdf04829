import { describe, expect, test } from 'vitest';
import { changed, parseQueryString, readAddress, writeQueryString } from '../../web/src/search/address.ts';

const read = (text: string) => readAddress(parseQueryString(text));

test('another search begins without a preview', () => {
  expect(changed({ q: 'x', page: 2, show: 'PAY-7' }, { q: 'y' })).toEqual({ q: 'y' });
});

describe('a search in the address of the page', () => {
  test.each([
    '',
    '?q=slow+query',
    '?q=%26%3D%3F%23&mode=lexical',
    '?q=x&project=PAY&project=CORE&status=new&status=done&type=Service+Request&mode=semantic',
    '?q=123',
    '?q=x&sort=oldest&page=3',
    '?q=x&statusName=In+Review&priority=High&component=a&label=b&label=c',
    '?q=one%0Atwo',
    '?q=x&page=2&show=PAY-7',
  ])('%j comes back as it was', (text) => {
    expect(writeQueryString(read(text))).toBe(text);
  });

  test.each([
    ['?q=%20%20', {}],
    ['?q=x&mode=hybrid', { q: 'x' }],
    ['?q=x&mode=psychic', { q: 'x' }],
    ['?q=x&status=gone&status=done', { q: 'x', status: ['done'] }],
    ['?q=x&page=1', { q: 'x' }],
    ['?q=x&page=many', { q: 'x' }],
    ['?q=x&page=1e9', { q: 'x', page: 10_000 }],
    ['?q=x&sort=relevance', { q: 'x' }],
    ['?q=x&sort=best', { q: 'x' }],
    ['?q=x&project=', { q: 'x' }],
    ['?q=x&utm_source=mail', { q: 'x' }],
    ['?__proto__=x&q=y', { q: 'y' }],
  ])('%j is read as far as it makes sense', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

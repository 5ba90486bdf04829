import { describe, expect, test } from 'vitest';
import { safeAddress, ticketKeyIn } from '../../web/src/document/links.ts';

describe('where a link in a ticket may lead', () => {
  test.each([
    ['https://wiki.example/a b', 'https://wiki.example/a%20b'],
    ['HTTP://wiki.example', 'http://wiki.example/'],
    ['mailto:ada@example.org', 'mailto:ada@example.org'],
    ['  https://wiki.example/', 'https://wiki.example/'],
  ])('%j leads there', (address, expected) => expect(safeAddress(address)).toBe(expected));

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'java\tscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://wiki.example/1',
    'ftp://wiki.example/',
    'view-source:https://wiki.example/',
    'intent://scan/#Intent;end',
    '/browse/PAY-7',
    '//wiki.example',
    'wiki',
    '',
    undefined,
    null,
    7,
    { href: 'https://wiki.example/' },
  ])('%j leads nowhere', (address) => expect(safeAddress(address)).toBeNull());
});

describe('links to other tickets of the same Jira stay inside', () => {
  const here = 'https://jira.example/browse/PAY-7';

  test.each([
    ['https://jira.example/browse/CORE-9', 'CORE-9'],
    ['https://jira.example/browse/A_1-9', 'A_1-9'],
    ['https://jira.example/browse/CORE-9?focusedId=1', null],
    ['https://jira.example/browse/../admin', null],
    ['https://jira.example.evil.example/browse/CORE-9', null],
    ['https://other.example/browse/CORE-9', null],
  ])('%s is %j', (address, key) => expect(ticketKeyIn(address, here)).toBe(key));

  test('without a known Jira there are none', () => {
    expect(ticketKeyIn('https://jira.example/browse/CORE-9', null)).toBeNull();
  });
});

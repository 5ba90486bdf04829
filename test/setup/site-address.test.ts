import { expect, test } from 'vitest';
import { siteAddress } from '../../src/setup/index.ts';

test.each([
  ['your-company', 'https://your-company.atlassian.net'],
  ['your-company.atlassian.net', 'https://your-company.atlassian.net'],
  [' https://your-company.atlassian.net/ ', 'https://your-company.atlassian.net'],
  ['http://your-company.atlassian.net', 'https://your-company.atlassian.net'],
  [
    'https://your-company.atlassian.net/jira/software/projects/PAY/boards/1?x=y',
    'https://your-company.atlassian.net',
  ],
  ['https://your-company.atlassian.net/wiki/home', 'https://your-company.atlassian.net'],
  ['https://jira.example/jira-of-ours/browse/PAY-1', 'https://jira.example/jira-of-ours'],
  ['http://127.0.0.1:4311/browse/PAY-1', 'http://127.0.0.1:4311'],
])('%s means %s', (typed, address) => {
  expect(siteAddress(typed)).toBe(address);
});

test.each([[''], ['ftp://jira.example'], ['https://ann:secret@jira.example'], ['a b']])(
  '%j is no site',
  (typed) => {
    expect(siteAddress(typed)).toBeNull();
  },
);

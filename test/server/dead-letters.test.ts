import { expect, test, vi } from 'vitest';
import type { Services } from '../../src/server/index.ts';
import { serverOver } from '../support/stub-services.ts';

const headers = { host: 'localhost' };
const url = '/api/dead-letters';
const letter = {
  id: 12,
  state: 'waiting' as const,
  rule: 'contract:fields.summary',
  reason: 'fields.summary: expected string',
  path: 'fields.summary',
  place: 'line 3',
  key: 'PAY-1',
  externalId: '10001',
  source: 'jira',
  run: 2,
  attempts: 1,
  refusedFirst: 0,
  refusedLast: 1000,
};
const shown = {
  ...letter,
  refusedFirst: '1970-01-01T00:00:00.000Z',
  refusedLast: '1970-01-01T00:00:01.000Z',
};

function made() {
  const deadLetters = {
    list: vi.fn<Services['deadLetters']['list']>(async () => ({
      total: 1,
      rules: [{ rule: letter.rule, letters: 1, example: letter.reason }],
      letters: [letter],
      next: null,
    })),
    read: vi.fn<Services['deadLetters']['read']>(async () => ({ ...letter, record: null })),
    redrive: vi.fn<Services['deadLetters']['redrive']>(async () => ({
      taken: 3,
      applied: 1,
      duplicate: 1,
      refused: 1,
      next: 40,
    })),
    discard: vi.fn<Services['deadLetters']['discard']>(async () => 7),
  };
  return deadLetters;
}

test('lists what is asked for', async () => {
  const deadLetters = made();
  const server = await serverOver({ deadLetters });
  const answer = await server.inject({ url: `${url}?rule=contract&run=2&after=5&limit=10`, headers });
  expect(answer.json()).toMatchObject({ total: 1, letters: [shown], next: null });
  expect(deadLetters.list).toHaveBeenCalledWith({
    rule: 'contract',
    run: 2,
    after: 5,
    limit: 10,
    state: 'waiting',
  });
  expect((await server.inject({ url: `${url}/12`, headers })).json()).toEqual({ ...shown, record: null });
});

test('redrives and discards what was chosen', async () => {
  const deadLetters = made();
  const server = await serverOver({ deadLetters });
  const post = (path: string, payload: object) =>
    server.inject({ method: 'POST', url: `${url}/${path}`, headers, payload });
  expect((await post('redrive', { rule: 'contract', after: 3 })).json()).toEqual({
    tried: 3,
    accepted: 1,
    duplicate: 1,
    refused: 1,
    next: 40,
  });
  expect(deadLetters.redrive).toHaveBeenCalledWith({ rule: 'contract' }, 3);
  expect((await post('discard', { ids: [1, 2] })).json()).toEqual({ discarded: 7 });
  expect(deadLetters.discard).toHaveBeenCalledWith({ ids: [1, 2] });
});

test.each([
  ['redrive', {}],
  ['redrive', { after: 3 }],
  ['discard', {}],
  ['discard', { all: false }],
  ['discard', { ids: [] }],
  // A part that is not understood would widen what it was to narrow.
  ['discard', { rules: 'contract', all: true }],
])('%s %j is refused: all must be meant to be chosen', async (path, payload) => {
  const deadLetters = made();
  const server = await serverOver({ deadLetters });
  const answer = await server.inject({ method: 'POST', url: `${url}/${path}`, headers, payload });
  expect([answer.statusCode, answer.json().code]).toEqual([400, 'request-invalid']);
  expect([deadLetters.redrive.mock.calls, deadLetters.discard.mock.calls]).toEqual([[], []]);
});

import { expect, test } from 'vitest';
import { createLog } from '../../src/platform/telemetry/index.ts';

function written(isTTY: boolean, facts: object): string {
  let all = '';
  const log = createLog('warn', { isTTY, write: (line: string) => (all += line) });
  log.warn(facts, 'the snapshot of the search index cannot be used; the index is made anew');
  log.info('of no interest');
  return all;
}

test('a person at a terminal reads plain lines, which the terminal does not obey', () => {
  const facts = { reason: 'it is \u001b[31mdamaged', path: '/data/index/1', err: new Error('no\nspace') };
  expect(written(true, facts)).toBe(
    'Warning: the snapshot of the search index cannot be used; the index is made anew ' +
      '(reason: it is  [31mdamaged; path: /data/index/1; err: no space)\n',
  );
});

test('machines read JSON', () => {
  expect(JSON.parse(written(false, { reason: 'damaged' }))).toMatchObject({ level: 40, reason: 'damaged' });
});

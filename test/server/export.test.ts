import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import type { Services } from '../../src/server/index.ts';
import { serverOver } from '../support/stub-services.ts';

setFlagsFromString('--expose-gc');
/** What is still counted afterwards is held by somebody. */
const collectGarbage: () => void = runInNewContext('gc');

const headers = { host: 'localhost' };
const summary = {
  tickets: 3,
  examples: 2,
  leftOut: {
    'not-resolved': 1,
    'closed-without-work': 0,
    restricted: 0,
    'no-description': 0,
    'no-answer-told': 0,
  },
  masked: { secret: 0, email: 0, phone: 0, card: 0, person: 0 },
};

test('lines come as they are made, and the summary ends them', async () => {
  const asked: unknown[] = [];
  const server = await serverOver({
    async *fineTuningSet(request) {
      asked.push(request);
      yield '{"a":1}\n';
      yield '{"a":2}\n';
      return summary;
    },
  });
  const answer = await server.inject({ url: '/api/exports/fine-tuning?format=llama3&project=PAY', headers });
  expect(answer.headers['content-type']).toBe('application/x-ndjson');
  expect(answer.body).toBe(`{"a":1}\n{"a":2}\n${JSON.stringify({ summary })}\n`);
  expect(asked).toEqual([{ asker: { kind: 'operator' }, format: 'llama3', projects: ['PAY'] }]);
});

test('no more is made than is read', async () => {
  let made = 0;
  const server = await serverOver({
    async *fineTuningSet() {
      for (; made < 10_000; made += 1) yield `${'x'.repeat(10_000)}\n`;
      return summary;
    },
  });
  const answer = await server.inject({ url: '/api/exports/fine-tuning', headers, payloadAsStream: true });
  const reader = answer.stream()[Symbol.asyncIterator]();
  await reader.next();
  await new Promise(setImmediate);
  expect(made).toBeLessThan(100);
  await reader.return?.();
});

test('an answer to a command in this process is not piled up on its way', async () => {
  const server = await serverOver({
    async *fineTuningSet() {
      for (let i = 0; i < 600; i += 1) yield `${'x'.repeat(100_000)}\n`;
      return summary;
    },
  });
  const before = process.memoryUsage().arrayBuffers;
  const answer = await server.inject({ url: '/api/exports/fine-tuning', headers, payloadAsStream: true });
  let bytes = 0;
  let pieces = 0;
  let most = 0;
  for await (const piece of answer.stream()) {
    bytes += piece.length;
    pieces += 1;
    if (pieces % 50 !== 0) continue;
    collectGarbage();
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
  }
  expect(bytes).toBeGreaterThan(60_000_000);
  expect(most).toBeLessThan(30_000_000);
});

test('an unknown format is refused before anything is made', async () => {
  const fineTuningSet: Services['fineTuningSet'] = () => {
    throw new Error('asked');
  };
  const server = await serverOver({ fineTuningSet });
  const answer = await server.inject({ url: '/api/exports/fine-tuning?format=xml', headers });
  expect(answer.json()).toMatchObject({ code: 'request-invalid' });
});

import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import type { Host } from '../../src/cli/host.ts';
import { runCommandLine } from '../../src/cli/index.ts';
import { casebook } from '../support/casebook.ts';
import { comment, issue } from '../support/issue.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const FIX = 'The retry did not carry the key, because the client was upgraded. Fixed and deployed.';

/** A data folder with resolved tickets, imported as a user would. */
async function filled(): Promise<string> {
  const folder = temporaryFolder();
  const file = join(folder, 'tickets.jsonl');
  const thread = { comment: { comments: [comment(1, FIX)], total: 1 } };
  const issues = [issue(1, thread), issue(2, thread), issue(3, { resolution: null })];
  writeFileSync(file, issues.map((one) => JSON.stringify(one)).join('\n'));
  expect((await casebook(['import', file, '--data-dir', join(folder, 'data')])).code).toBe(0);
  return folder;
}

test('writes the data set, for its owner alone, and replaces it when told to', async () => {
  const folder = await filled();
  const output = join(folder, 'set.jsonl');
  const call = ['export', 'fine-tuning', '--output', output, '--data-dir', join(folder, 'data')];
  const { code, stdout } = await casebook([...call, '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    output,
    tickets: 3,
    examples: 2,
    leftOut: { 'closed-without-work': 1 },
  });
  const lines = readFileSync(output, 'utf8').trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).messages[2].content)).toEqual([FIX, FIX]);
  expect(statSync(output).mode & 0o777).toBe(0o600);

  const again = await casebook([...call, '--json']);
  expect(again.code).toBe(1);
  expect(JSON.parse(again.stdout)).toMatchObject({ error: { code: 'output-exists' } });
  const replaced = await casebook([...call, '--format', 'llama3', '--force']);
  expect(replaced.stdout).toContain('Wrote 2 examples of 3 tickets');
  expect(JSON.parse(readFileSync(output, 'utf8').split('\n')[0] as string)).toHaveProperty('instruction');
});

test.each([
  ['another data set', ['export', 'everything'], 'what'],
  ['another format', ['export', 'fine-tuning', '--format', 'xml'], '--format'],
])('%s is a wrong call', async (_, parameters, place) => {
  const { code, stderr } = await casebook(parameters);
  expect(code).toBe(2);
  expect(stderr).toContain(place);
});

/** A host whose API answers with these pieces, and then breaks where `error` says so. */
function hostOf(pieces: string[], error?: Error): Host {
  async function* body() {
    yield* pieces;
    if (error) throw error;
  }
  return {
    version: '0',
    open: async () => ({
      server: { inject: async () => ({ statusCode: 200, body: '', stream: () => Readable.from(body()) }) },
      secret: 's',
      listen: async () => '',
      answerMeanwhile: async () => ({ quiet: async () => {} }),
      close: async () => {},
    }),
    openJiraBefore: () => {
      throw new Error('not here');
    },
    startDemoJira: () => Promise.reject(new Error('not here')),
  };
}

test.each([
  ['breaks off', hostOf(['{"a":1}\n'], new Error('socket hang up'))],
  ['ends without its summary', hostOf(['{"a":1}\n{"a"', ':2}\n'])],
  ['is empty', hostOf([])],
])('where the answer %s, no file is left and an old one stays', async (_, host) => {
  const folder = temporaryFolder();
  const [fresh, old] = [join(folder, 'fresh.jsonl'), join(folder, 'old.jsonl')];
  writeFileSync(old, 'old');
  const write = process.stderr.write;
  process.stderr.write = () => true;
  onTestFinished(() => {
    process.stderr.write = write;
    process.exitCode = 0;
  });
  for (const output of [fresh, old]) {
    const call = ['export', 'fine-tuning', '--output', output, '--force', '--data-dir', join(folder, 'data')];
    await runCommandLine(['node', 'casebook', ...call], host);
    expect(process.exitCode).toBe(1);
  }
  expect(existsSync(fresh)).toBe(false);
  expect(readFileSync(old, 'utf8')).toBe('old');
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('a project that no ticket is of is refused, and nothing is written', async () => {
  const data = join(await filled(), 'data');
  const output = join(temporaryFolder(), 'none.jsonl');
  const call = ['export', 'fine-tuning', '--output', output, '--json', '--data-dir', data, '--project'];
  const { code, stdout } = await casebook([...call, 'PAY', '--project', 'NOPE']);
  expect(code).toBe(2);
  expect(JSON.parse(stdout).error.detail).toBe('No ticket here is of project NOPE: nothing was written.');
  expect(existsSync(output)).toBe(false);
  expect((await casebook([...call, 'PAY'])).code).toBe(0);
});

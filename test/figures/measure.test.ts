import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { measure } from '../../scripts/figures/measure.ts';
import { measurement } from '../../scripts/figures/measurement.ts';
import { regionLines } from '../../scripts/figures/pages.ts';

const speed = measurement<{ ms: number }>({
  about: 'speed',
  command: ['bench', 'speed', '--json'],
  minutes: 5,
  schema: z.object({ ms: z.number() }),
  aims: [{ what: 'it', bound: { atMost: 2 }, unit: 'ms', measured: ({ ms }) => ms }],
  regions: {
    '': ({ ms }) => [`It took ${ms} ms.`, ''],
    more: ({ ms }) => {
      if (ms < 0) throw new Error('less than nothing');
      return [`${ms} it was.`, ''];
    },
  },
});
const printing = (told: object) => async () => JSON.stringify(told);

test('a measurement is kept with when, where and by what it was taken, without names of folders', async () => {
  const asked: (readonly string[])[] = [];
  const record = await measure('speed', speed, ['--scratch', '/home/somebody/scratch'], async (args) => {
    asked.push(args);
    return JSON.stringify({ ms: 3, failure: '/home/somebody/secret failed' });
  });
  expect(asked).toEqual([
    ['run', '--silent', 'bench', '--', 'speed', '--json', '--scratch', '/home/somebody/scratch'],
  ]);
  expect(record).toMatchObject({
    name: 'speed',
    command: 'npm run bench -- speed --json --scratch DIR',
    commit: expect.stringMatching(/^[0-9a-f]{12}$/),
    machine: { node: process.version },
    result: { ms: 3 },
  });
  const text = JSON.stringify(record);
  expect(text).not.toContain('somebody');
  expect(text).not.toContain(`"${hostname()}"`);
});

test('what cannot be shown is not kept', async () => {
  await expect(measure('speed', speed, [], printing({ seconds: 3 }))).rejects.toThrow(z.ZodError);
  await expect(measure('speed', speed, [], printing({ ms: -1 }))).rejects.toThrow('less than nothing');
});

test('pages show aims, figures and where they come from', async () => {
  const record = { ...(await measure('speed', speed, [], printing({ ms: 3 }))), load_before: 0 };
  const shown = (region: string, load_before = 0) =>
    regionLines(region, { speed }, () => ({ ...record, load_before })).join('\n');
  expect(shown('aims')).toContain('| it | at most 2 ms | missed, 3 ms | `speed` |');
  expect(shown('speed')).toContain('It took 3 ms.');
  expect(shown('speed')).toContain(`commit ${record.commit}`);
  expect(shown('speed')).not.toContain('other work');
  expect(shown('speed', 1000)).toContain('other work stood beside');
  expect(shown('aims', 1000)).toContain('missed, 3 ms beside other work');
  expect(shown('speed/more')).toBe('3 it was.\n');
  expect(() => shown('speed/nothing')).toThrow('no figures named speed/nothing');
  const nothing = (region: string) => regionLines(region, { speed }, () => null).join('\n');
  expect(nothing('speed')).toContain('Not measured yet');
  expect(nothing('aims')).toContain('not measured');
});

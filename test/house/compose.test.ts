import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { settings } from '../../src/platform/config/index.ts';

const root = join(import.meta.dirname, '../..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');
const besides = readdirSync(root).filter((name) => /^compose\.\w+\.yaml$/.test(name));

test('there is a file for each server that Casebook can lean on', () => {
  expect(besides.sort()).toEqual(['compose.postgres.yaml', 'compose.qdrant.yaml']);
});

test.each(besides)('%s: its server is pinned, waited for, kept, and open to nobody else', (name) => {
  const text = read(name);
  const [, service] = name.split('.');
  expect(text).toMatch(new RegExp(`^ {2}${service}:$`, 'm'));
  expect(text).toMatch(/^ {4}image: [\w./-]+:v?\d+[\w.-]*$/m);
  expect(text).toContain(`${service}: { condition: service_healthy }`);
  expect(text).toMatch(/^ {4}healthcheck:$/m);
  expect(text).toMatch(new RegExp(`^ {4}volumes: \\["${service}:/`, 'm'));
  expect(text).toMatch(new RegExp(`^volumes:\\n {2}${service}:$`, 'm'));
  expect(text).not.toContain('ports:');
  // A secret is named by who starts it, or it does not start.
  expect(text).toMatch(/\$\{[A-Z_]+:\?/);
});

test.each(['compose.yaml', ...besides])('%s: what it sets for Casebook are settings', (name) => {
  const [, own = ''] = /^ {2}casebook:\n((?: {4}.*\n)*)/m.exec(read(name)) ?? [];
  const set = [...own.matchAll(/^ {6}([A-Z_]+):/gm)].map(([, setting]) => setting);
  expect(set.filter((setting) => !((setting as string) in settings))).toEqual([]);
  if (name !== 'compose.yaml') expect(set).not.toEqual([]);
});

test('the Qdrant that is pinned is the one whose requests the tests check', () => {
  const [, image] = /qdrant\/qdrant:v(\d+\.\d+)\./.exec(read('compose.qdrant.yaml')) ?? [];
  expect(read('test/servers/qdrant.txt')).toContain(`qdrant-client==${image}.`);
  expect(read('test/servers/qdrant.py')).toContain(`VERSION = "${image}.`);
  expect(read('docs/qdrant.md')).toContain(`**${image}**`);
});

import { expect, test } from 'vitest';
import { casebook } from '../support/casebook.ts';

/** Says on standard error which packages were loaded. */
const LISTING = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  const packages = new Set();
  registerHooks({
    load(url, context, next) {
      packages.add(/node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(url)?.[1]);
      return next(url, context);
    },
  });
  process.on('exit', () => console.error('LOADED ' + [...packages].join(' ')));
`)}`;

test('a command that opens no data loads neither database nor server', async () => {
  const { stderr } = await casebook(['--help'], { NODE_OPTIONS: `--import ${LISTING}` });
  const loaded = /LOADED (.*)/.exec(stderr)?.[1]?.split(' ');
  expect(loaded).toContain('commander');
  for (const heavy of ['kysely', 'pg', 'fastify', 'pino', 'cockatiel']) expect(loaded).not.toContain(heavy);
});

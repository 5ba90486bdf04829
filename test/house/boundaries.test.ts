import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

// Under a name that is no literal: the file is JavaScript and has no types of its own.
const { default: config, vendors } = (await import(join(root, '.dependency-cruiser.mjs'))) as {
  default: { forbidden: { name: string }[] };
  vendors: { name: string }[];
};

/** A rule, where it is broken, and by importing what. */
type Break = readonly [rule: string, file: string, imported: string];

const breaks: Break[] = [
  // Reported once, at the file that comes first.
  ['no-circular', 'src/knowledge/circle-back.ts', './circle.ts'],
  ['domain-imports-nothing-of-ours', 'src/domain/a.ts', '../platform/log/index.ts'],
  ['domain-has-no-io', 'src/domain/b.ts', 'node:fs'],
  ['platform-imports-domain-only', 'src/platform/log/a.ts', '../../knowledge/index.ts'],
  ['capabilities-do-not-import-each-other', 'src/ingest/a.ts', '../knowledge/index.ts'],
  ['capabilities-do-not-import-each-other', 'src/knowledge/a.ts', '../ingest/index.ts'],
  ['capabilities-do-not-import-each-other', 'src/learning/a.ts', '../knowledge/index.ts'],
  ['capabilities-do-not-import-each-other', 'src/people/a.ts', '../ingest/index.ts'],
  ['capabilities-do-not-import-each-other', 'src/access/a.ts', '../ingest/index.ts'],
  ['the-api-shapes-are-for-entries', 'src/knowledge/b.ts', '../api/index.ts'],
  ['the-api-shapes-show-domain-and-capabilities-alone', 'src/api/a.ts', '../platform/log/index.ts'],
  ...[
    'access',
    'ingest',
    'knowledge',
    'learning',
    'backup',
    'people',
    'api',
    'client',
    'domain',
    'demo',
  ].flatMap((folder): Break[] => [
    ['entries-are-not-imported-by-what-lies-below', `src/${folder}/c.ts`, '../server/index.ts'],
    ['entries-are-not-imported-by-what-lies-below', `src/${folder}/d.ts`, '../cli/index.ts'],
    ['entries-are-not-imported-by-what-lies-below', `src/${folder}/e.ts`, '../app/index.ts'],
    ['entries-are-not-imported-by-what-lies-below', `src/${folder}/i.ts`, '../library/index.ts'],
  ]),
  ['entries-do-not-import-each-other', 'src/cli/a.ts', '../server/index.ts'],
  ['entries-do-not-import-each-other', 'src/server/a.ts', '../app/index.ts'],
  ['entries-do-not-import-each-other', 'src/library/a.ts', '../cli/index.ts'],
  ['the-demo-company-is-never-product', 'src/knowledge/f.ts', '../demo/index.ts'],
  ['the-demo-company-is-never-product', 'src/app/open.ts', '../demo/index.ts'],
  ['the-demo-jira-knows-nothing-of-the-product', 'src/demo/a.ts', '../domain/index.ts'],
  ['across-folders-through-index', 'src/server/b.ts', '../knowledge/inside.ts'],
  ['commands-load-what-they-need', 'src/cli/b.ts', '../knowledge/index.ts'],
  ['commands-load-what-they-need', 'src/client/a.ts', '../ingest/index.ts'],
  ['web-talks-only-http', 'web/src/a.ts', '../../src/domain/index.ts'],
  ['not-to-dev-dependencies', 'src/knowledge/g.ts', 'vite'],
  ['not-to-unresolvable', 'src/knowledge/h.ts', './missing.ts'],
  ['only-in-its-place-undici', 'src/ingest/undici.ts', 'undici'],
  ...['http', 'https', 'http2', 'net', 'tls', 'dgram', 'dns/promises'].map(
    (name, i): Break => ['only-in-its-place-node-network', `src/cli/network${i}.ts`, `node:${name}`],
  ),
  ['only-in-its-place-node-network', 'src/knowledge/network.ts', 'https'],
  ['only-in-its-place-fastify', 'src/cli/fastify.ts', 'fastify'],
  ['only-in-its-place-@fastify', 'src/demo/helmet.ts', '@fastify/helmet'],
  ['only-in-its-place-fastify-type-provider-zod', 'src/cli/provider.ts', 'fastify-type-provider-zod'],
  ['only-in-its-place-commander', 'src/server/commander.ts', 'commander'],
  ['only-in-its-place-kysely', 'src/domain/kysely.ts', 'kysely'],
  ['only-in-its-place-kysely', 'src/server/kysely.ts', 'kysely'],
  ['only-in-its-place-kysely-migration', 'src/ingest/migration.ts', 'kysely/migration'],
  ['only-in-its-place-pg', 'src/platform/jobs/pg.ts', 'pg'],
  ['only-in-its-place-node-sqlite', 'src/knowledge/sqlite.ts', 'node:sqlite'],
  ['only-in-its-place-pg-boss', 'src/platform/jobs/other.ts', 'pg-boss'],
  ['only-in-its-place-croner', 'src/ingest/croner.ts', 'croner'],
  ['only-in-its-place-csv-parse', 'src/cli/csv.ts', 'csv-parse/sync'],
  ['only-in-its-place-pino', 'src/server/pino.ts', 'pino'],
  ['only-in-its-place-prom-client', 'src/server/prom.ts', 'prom-client'],
  ['only-in-its-place-p-limit', 'src/knowledge/limit.ts', 'p-limit'],
  ['only-in-its-place-cockatiel', 'src/server/breaker.ts', 'cockatiel'],
  ['only-in-its-place-@huggingface', 'src/knowledge/transformers.ts', '@huggingface/transformers'],
  ['only-in-its-place-openid-client', 'src/people/provider.ts', 'openid-client'],
  ['only-in-its-place-stemmer', 'src/ingest/stemmer.ts', 'stemmer'],
];

/** What must stay allowed, so that no rule fires by matching everything. */
const allowed: readonly (readonly [file: string, imported: string])[] = [
  ['src/domain/index.ts', 'zod'],
  ['src/domain/index.ts', './inside.ts'],
  ['src/platform/log/index.ts', '../../domain/index.ts'],
  ['src/platform/log/index.ts', 'node:fs'],
  ['src/ingest/index.ts', 'kysely'],
  ['src/ingest/index.ts', '../platform/log/index.ts'],
  ['src/knowledge/index.ts', './inside.ts'],
  ['src/api/index.ts', '../domain/index.ts'],
  ['src/server/index.ts', 'fastify'],
  ['src/server/index.ts', '@fastify/helmet'],
  ['src/server/index.ts', '../knowledge/index.ts'],
  ['src/server/index.ts', '../api/index.ts'],
  ['src/cli/index.ts', '../api/index.ts'],
  ['src/cli/index.ts', '../people/choices.ts'],
  ['src/cli/data/verify.ts', '../../knowledge/index.ts'],
  ['src/cli/index.ts', '../client/index.ts'],
  ['src/client/index.ts', '../api/index.ts'],
  ['src/library/index.ts', '../client/index.ts'],
  ['src/index.ts', './library/index.ts'],
  ['src/demo/index.ts', 'fastify'],
  ['src/platform/http/index.ts', 'undici'],
  ['src/app/index.ts', './open.ts'],
  ['src/main.ts', './app/index.ts'],
  ['src/main.ts', './demo/index.ts'],
];

/** Files that are imported above, and import nothing worth a line of their own. */
const others = [
  ['src/domain/inside.ts', ''],
  ['src/people/choices.ts', ''],
  ['src/knowledge/inside.ts', ''],
  ['src/knowledge/circle.ts', "import './circle-back.ts';"],
] as const;

/** A small house with these files, which has the rules, settings and packages of this one. It goes with what is returned. */
function house(
  files: readonly (readonly [path: string, line: string, ...unknown[]])[],
): Disposable & { readonly folder: string } {
  const { path: folder, remove } = makeTemporaryFolder();
  for (const name of ['.dependency-cruiser.mjs', 'tsconfig.json', 'package.json', 'biome.json'])
    copyFileSync(join(root, name), join(folder, name));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const [path, line] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `${line}\n`, { flag: 'a' });
  }
  return { folder, [Symbol.dispose]: remove };
}

describe('every rule of who may import whom fires', () => {
  let found: string[] = [];

  beforeAll(() => {
    const imports = [...breaks.map(([, file, imported]) => [file, imported] as const), ...allowed];
    using small = house([
      ...others,
      ...imports.map(([file, imported]) => [file, `import '${imported}';`] as const),
    ]);
    const parameters = [
      '--config',
      '.dependency-cruiser.mjs',
      '--preserve-symlinks',
      '--output-type',
      'json',
    ];
    const { stdout } = spawnSync(
      join(root, 'node_modules/.bin/depcruise'),
      [...parameters, 'src', 'web/src'],
      {
        cwd: small.folder,
        encoding: 'utf8',
        maxBuffer: 64 << 20,
      },
    );
    const { summary } = JSON.parse(stdout) as {
      summary: { violations: { rule: { name: string }; from: string }[] };
    };
    found = summary.violations.map(({ rule, from }) => `${rule.name} in ${from}`);
  }, 60_000);

  test.each(breaks)('%s: %s may not import %s', (rule, file) => {
    expect(found).toContain(`${rule} in ${file}`);
  });

  test('no rule is left unbroken here', () => {
    const broken = new Set(breaks.map(([rule]) => rule));
    expect(config.forbidden.map(({ name }) => name).filter((name) => !broken.has(name))).toEqual([]);
  });

  test('what is allowed is let through', () => {
    const files = new Set(allowed.map(([file]) => file));
    expect(found.filter((violation) => files.has(violation.split(' in ')[1] ?? ''))).toEqual([]);
  });

  test('every dependency has its place in the table', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const placed = new Set(vendors.map(({ name }) => name));
    const names = Object.keys(dependencies).map((name) => (name.startsWith('@') ? name.split('/')[0] : name));
    expect(names.filter((name) => !placed.has(name ?? ''))).toEqual([]);
  });
});

describe('what is no import is kept in its place by lint', () => {
  const uses = [
    [
      'src/knowledge/a.ts',
      "export const answer = await fetch('https://example.com');",
      'noRestrictedGlobals',
    ],
    ['src/server/a.ts', "export const line = new WebSocket('wss://example.com');", 'noRestrictedGlobals'],
    ['src/demo/a.ts', "export const line = new EventSource('/stream');", 'noRestrictedGlobals'],
    ['src/server/b.ts', 'export const name = process.env.NAME;', 'noProcessEnv'],
    ['src/platform/http/a.ts', "export const answer = await fetch('https://example.com');", null],
    ['src/platform/config/a.ts', 'export const name = process.env.NAME;', null],
    ['web/src/a.ts', "export const answer = await fetch('/api/status');", null],
  ] as const;
  let found: { readonly file: string; readonly rule: string }[] = [];

  beforeAll(() => {
    using small = house(uses);
    execFileSync('git', ['init', '-q'], { cwd: small.folder });
    const { stdout } = spawnSync(
      join(root, 'node_modules/.bin/biome'),
      ['lint', '--reporter=json', 'src', 'web'],
      { cwd: small.folder, encoding: 'utf8' },
    );
    const { diagnostics } = JSON.parse(stdout) as {
      diagnostics: { category: string; location: { path: string | { file: string } } }[];
    };
    found = diagnostics.map(({ category, location: { path } }) => ({
      file: typeof path === 'string' ? path : path.file,
      rule: category.split('/').at(-1) ?? '',
    }));
  }, 60_000);

  test.each(uses)('%s: %s', (file, _, rule) => {
    expect(found.filter((one) => one.file === file).map((one) => one.rule)).toEqual(rule ? [rule] : []);
  });
});

/**
 * Who may import whom (see ARCHITECTURE.md). Each rule is one sentence of that page.
 * `test/house/rules.test.ts` runs it over the sources and fails when no module was read;
 * `test/house/boundaries.test.ts` breaks every rule once and fails when one does not fire.
 */
const capabilities = 'access|ingest|knowledge|learning|backup|people|setup';
const entries = 'server|cli|library';

/**
 * Which part of src alone may import a library or a module of Node, each as a pattern of paths. Every dependency of
 * package.json has a row. zod is everybody's: it is how types are written at the border.
 */
export const vendors = [
  // the network
  { name: 'undici', only: 'platform/http/' },
  {
    name: 'node-network',
    modules: '(node:)?(http|https|http2|net|tls|dgram|dns)(/|$)',
    only: 'platform/http/',
  },
  // who serves it
  { name: 'fastify', only: '(server|demo|app)/' },
  { name: '@fastify', only: 'server/' },
  { name: 'fastify-type-provider-zod', only: 'server/' },
  { name: 'commander', only: 'cli/' },
  // stored data
  { name: 'kysely', only: `(platform|${capabilities})/` },
  { name: 'kysely-migration', modules: 'kysely/(dist/)?migration', only: 'platform/database/' },
  { name: 'pg', only: 'platform/database/' },
  { name: 'node-sqlite', modules: '(node:)?sqlite$', only: 'platform/(database|data-folder)/' },
  // the rest of the ground
  { name: 'pg-boss', only: 'platform/jobs/pg-boss-[a-z]+\\.ts$' },
  { name: 'croner', only: 'platform/jobs/' },
  { name: 'pino', only: 'platform/telemetry/' },
  { name: 'prom-client', only: 'platform/telemetry/' },
  // capabilities
  { name: 'csv-parse', only: 'ingest/sources/' },
  { name: 'cockatiel', only: 'ingest/sources/jira/' },
  { name: 'p-limit', only: '(platform/http|knowledge/embed/remote|people)/' },
  // A user adds it, or does without: it is in no package.json of ours but that of its tests.
  { name: '@huggingface', only: 'knowledge/embed/minilm/' },
  { name: 'openid-client', only: 'people/oidc/' },
  { name: 'stemmer', only: 'knowledge/' },
  { name: 'zod', only: '' },
];

function vendorRule({ name, modules = `(@types/)?${name}(/|$)`, only }) {
  return {
    name: `only-in-its-place-${name}`,
    severity: 'error',
    from: { path: '^src/', pathNot: `^src/(${only})` },
    to: { path: `(^|node_modules/)${modules}` },
  };
}

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'domain-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { path: '^src/', pathNot: '^src/domain/' },
    },
    {
      name: 'domain-has-no-io',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'platform-imports-domain-only',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/', pathNot: '^src/(platform|domain)/' },
    },
    {
      name: 'capabilities-do-not-import-each-other',
      severity: 'error',
      from: { path: `^src/(${capabilities})/` },
      to: { path: '^src/', pathNot: '^src/($1|platform|domain)/' },
    },
    {
      name: 'the-api-shapes-are-for-entries',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/(api|client|${entries})/` },
      to: { path: '^src/api/' },
    },
    {
      name: 'the-api-shapes-show-domain-and-capabilities-alone',
      severity: 'error',
      from: { path: '^src/api/' },
      to: { path: '^src/', pathNot: `^src/(api|domain|${capabilities})/` },
    },
    {
      name: 'entries-are-not-imported-by-what-lies-below',
      severity: 'error',
      from: { path: `^src/(${capabilities}|api|client|platform|domain|demo)/` },
      to: { path: `^src/((${entries}|app)/|(main|index)\\.ts)` },
    },
    {
      name: 'entries-do-not-import-each-other',
      severity: 'error',
      from: { path: `^src/(${entries})/` },
      to: { path: `^src/((${entries}|app)/|(main|index)\\.ts)`, pathNot: '^src/$1/' },
    },
    {
      name: 'the-demo-company-is-never-product',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(demo/|main\\.ts)' },
      to: { path: '^src/demo/' },
    },
    {
      name: 'the-demo-jira-knows-nothing-of-the-product',
      severity: 'error',
      from: { path: '^src/demo/' },
      to: { path: '^src/', pathNot: '^src/demo/' },
    },
    {
      name: 'across-folders-through-index',
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: {
        path: '^src/[^/]+/.+',
        pathNot: ['^src/$1/', '^src/[^/]+/(index|choices)\\.ts$', '^src/platform/[^/]+/index\\.ts$'],
      },
    },
    {
      name: 'commands-load-what-they-need',
      severity: 'error',
      from: { path: '^src/(cli|client|api)/', pathNot: '^src/cli/data/' },
      to: {
        path: '^src/(access|ingest|knowledge|learning|backup|people|platform/database)/',
        pathNot: '/choices\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'web-talks-only-http',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^src/' },
    },
    ...vendors.filter(({ only }) => only !== '').map(vendorRule),
    {
      name: 'not-to-dev-dependencies',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'unknown'] },
    },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};

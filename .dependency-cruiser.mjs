/**
 * Who may import whom (see ARCHITECTURE.md). Each rule is one sentence of that page.
 * `test/house/boundaries.test.ts` runs it and fails when no module was read.
 */
const capabilities = 'ingest|knowledge';
const entries = 'server|cli';

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
      from: { path: '^src/', pathNot: `^src/(api|${entries})/` },
      to: { path: '^src/api/' },
    },
    {
      name: 'entries-are-not-imported-by-what-lies-below',
      severity: 'error',
      from: { path: `^src/(${capabilities}|platform|domain|demo)/` },
      to: { path: `^src/((${entries})/|app\\.ts|main\\.ts)` },
    },
    {
      name: 'entries-do-not-import-each-other',
      severity: 'error',
      from: { path: `^src/(${entries})/` },
      to: { path: `^src/((${entries})/|app\\.ts|main\\.ts)`, pathNot: '^src/$1/' },
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
        pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$', '^src/platform/[^/]+/index\\.ts$'],
      },
    },
    {
      name: 'web-talks-only-http',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^src/' },
    },
    {
      name: 'outbound-http-through-platform',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/platform/http/' },
      to: { path: '(^undici$|node_modules/undici/)' },
    },
    {
      name: 'sqlite-through-platform',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/platform/(database|data-folder)/' },
      to: { path: '^(node:)?sqlite$' },
    },
    {
      name: 'postgres-through-platform',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/platform/database/' },
      to: { path: '(^pg$|node_modules/(@types/)?pg/)' },
    },
    {
      name: 'pg-boss-in-its-adapter-alone',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/platform/jobs/pg-boss-[a-z]+\\.ts$' },
      to: { path: '(^pg-boss$|node_modules/pg-boss/)' },
    },
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

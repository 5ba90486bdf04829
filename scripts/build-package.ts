import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes the publishable package in `dist/package`: compiled sources (Node refuses to strip types below
 * `node_modules`) with their types, the dashboard, the model, and a manifest without what only a checkout needs.
 */
const root = new URL('..', import.meta.url).pathname;
const target = join(root, 'dist', 'package');
const tool = (name: string, ...parameters: string[]) =>
  execFileSync(join(root, 'node_modules', '.bin', name), parameters, { cwd: root, stdio: 'inherit' });

rmSync(target, { recursive: true, force: true });
tool('tsc', '-p', 'tsconfig.build.json');
for (const kernel of ['index/exact/vectors/kernel.wasm', 'centring/product.wasm'])
  cpSync(join(root, 'src/knowledge', kernel), join(target, 'dist/knowledge', kernel));
// Not by way of web/dist: a server of this checkout may be serving that.
tool('vite', 'build', 'web', '--logLevel', 'warn', '--emptyOutDir', '--outDir', join(target, 'web', 'dist'));
const MODEL = ['casebook-static.bin', 'MODEL_CARD.md'].map((file) => `models/static/${file}`);
for (const path of ['bin', ...MODEL, 'README.md', 'LICENSE', 'CHANGELOG.md'])
  cpSync(join(root, path), join(target, path), { recursive: true });
/** What a checkout runs from its sources. */
const COMPILED = { '.': { types: './dist/index.d.ts', default: './dist/index.js' } };
const checkoutOnly = [
  'private',
  'scripts',
  'devDependencies',
  'optionalDependencies',
  'overrides',
  'allowScripts',
];
const manifest = Object.fromEntries(
  Object.entries(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))).filter(
    ([name]) => !checkoutOnly.includes(name),
  ),
);
writeFileSync(
  join(target, 'package.json'),
  `${JSON.stringify({ ...manifest, exports: COMPILED, engines: { node: '>=24' } }, null, 2)}\n`,
);

import { build } from 'vite';

/** Builds the dashboard once before the run, so that the browser tests see the sources as they stand. */
export default async function buildWeb(): Promise<void> {
  await build({ root: new URL('../../web', import.meta.url).pathname, logLevel: 'warn' });
}

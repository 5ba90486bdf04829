import { build } from 'vite';

/** Builds the dashboard once before the run, so that the browser tests see the sources as they stand. */
export default async function buildWeb(): Promise<void> {
  // Under the test runner's own NODE_ENV, React's development version would go into the build and stay there.
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = 'production';
  try {
    await build({ root: new URL('../../web', import.meta.url).pathname, logLevel: 'warn' });
  } finally {
    process.env.NODE_ENV = NODE_ENV;
  }
}

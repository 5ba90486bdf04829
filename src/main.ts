import { version } from './app/version.ts';
import { runCommandLine } from './cli/index.ts';

await runCommandLine(process.argv, {
  version,
  // Loaded only where a command does the work itself: most ask a server that runs, and answer in half the time without.
  open: async (...given) => (await import('./app/index.ts')).openApplication(...given),
  openJiraBefore: async (...given) => (await import('./app/index.ts')).openJiraBefore(...given),
  async startDemoJira(port, { tickets, until }) {
    // Loaded only here: the product never needs the made-up company.
    const { demoCredentials, generateCompany, startDemoJira } = await import('./demo/index.ts');
    const jira = await startDemoJira({
      company: generateCompany({ tickets, now: new Date(until) }),
      port,
      fallbackToFreePort: true,
    });
    return { until, baseUrl: jira.url, close: jira.close, ...demoCredentials };
  },
});

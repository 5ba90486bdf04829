import { openApplication, openJiraBefore, version } from './app/index.ts';
import { runCommandLine } from './cli/index.ts';

await runCommandLine(process.argv, {
  version,
  open: openApplication,
  openJiraBefore,
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

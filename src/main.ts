import { openApplication, version } from './app.ts';
import { runCommandLine } from './cli/index.ts';

await runCommandLine(process.argv, {
  version,
  open: openApplication,
  async startDemoJira(port, tickets) {
    // Loaded only here: the product never needs the made-up company.
    const { demoCredentials, generateCompany, startDemoJira } = await import('./demo/index.ts');
    const jira = await startDemoJira({
      company: generateCompany({ tickets }),
      port,
      fallbackToFreePort: true,
    });
    return { baseUrl: jira.url, close: jira.close, ...demoCredentials };
  },
});

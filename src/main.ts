import { openApplication, version } from './app.ts';
import { runCommandLine } from './cli/index.ts';

/** Beside the dashboard's port, so that links to the demo Jira stay the same from start to start. */
const DEMO_JIRA_PORT = 4311;

await runCommandLine(process.argv, {
  version,
  open: openApplication,
  async startDemoJira() {
    // Loaded only here: the product never needs the made-up company.
    const { demoCredentials, generateCompany, startDemoJira } = await import('./demo/index.ts');
    const jira = await startDemoJira({
      company: generateCompany(),
      port: DEMO_JIRA_PORT,
      fallbackToFreePort: true,
    });
    return { baseUrl: jira.url, close: jira.close, ...demoCredentials };
  },
});

import { openApplication, version } from './app.ts';
import { runCommandLine } from './cli/index.ts';
import { startDemo } from './demo/index.ts';

await runCommandLine(process.argv, { version, open: openApplication, startDemoJira: startDemo });

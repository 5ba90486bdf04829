import type { Command } from 'commander';
import { statusAnswer } from '../api/index.ts';
import { inProcess } from '../client/index.ts';
import { CasebookError } from '../domain/index.ts';
import type { LoadedConfig } from '../platform/config/index.ts';
import { installationOf } from '../platform/data-folder/index.ts';
import { attempt, type CommonOptions, configFrom, newCommand } from './command.ts';
import type { DemoJira, Host } from './host.ts';
import { calendarDay, wholeNumber } from './option-values.ts';
import { paint, printJson, say } from './output.ts';
import { syncAndFollow } from './progress.ts';
import { STOPPED, untilStopped } from './until-stopped.ts';

/**
 * Beside the dashboard's port, so that links to the demo Jira stay the same from start to start. The second is for a
 * dashboard on the first.
 */
const JIRA_PORTS = [4311, 4312];

/** Of these the company takes 1.3 GB and a minute; far more would not fit into Node's default memory. */
const MOST_TICKETS = 250_000;

/** From here on making them up takes seconds, in which nothing else is to be seen. */
const MANY_TICKETS = 10_000;

/** Of folders that were made before they remembered it. */
const FIRST_CALENDAR_END = '2026-11-01';

interface DemoOptions extends CommonOptions {
  readonly tickets: string;
  readonly until?: string;
}

export function demoCommand(host: Host): Command {
  return newCommand(
    'demo',
    'Try Casebook with a made-up company: its Jira, its tickets, and the dashboard.',
    'demo --port 8080',
  )
    .option('--port <number>', 'the port of the dashboard (default: 4310)', wholeNumber(0, 65_535))
    .option(
      '--tickets <number>',
      'how many tickets the company has, up to 250,000',
      wholeNumber(1, MOST_TICKETS),
      '2000',
    )
    .option(
      '--until <day>',
      "the day (UTC) before which the company's two years end (default: that of the first start)",
      calendarDay,
    )
    .action((options: DemoOptions) =>
      attempt(options, async () => {
        const loaded = configFrom(options);
        const { config } = loaded;
        const stopped = untilStopped();
        const port = JIRA_PORTS.find((one) => one !== config.CASEBOOK_PORT)!;
        if (Number(options.tickets) >= MANY_TICKETS)
          say(`The demo company's ${options.tickets} tickets are made up first.`);
        const until = calendarEnd(config.CASEBOOK_DATA_DIR, options.until);
        const jira = await host.startDemoJira(port, { tickets: Number(options.tickets), until });
        try {
          await serveDemo(host, loaded, jira, options, stopped);
        } finally {
          await jira.close();
        }
        say(STOPPED);
      }),
    );
}

/**
 * Near today, so that what was changed in the last week is there to be found; a folder keeps the company that it has.
 *
 * @throws CasebookError `call-invalid` where another day was asked for.
 */
function calendarEnd(folder: string, wanted: string | undefined): string {
  const installation = installationOf(folder);
  const known = installation && (installation.until ?? FIRST_CALENDAR_END);
  if (known && wanted && wanted !== known)
    throw new CasebookError(
      'call-invalid',
      `The company in ${folder} lives until ${known}: say --until ${known}, or name another folder with --data-dir.`,
    );
  return known ?? wanted ?? new Date().toISOString().slice(0, 10);
}

async function serveDemo(
  host: Host,
  { config, origins }: LoadedConfig,
  jira: DemoJira,
  options: DemoOptions,
  stopped: Promise<void>,
): Promise<void> {
  const application = await host.open(config, 'demo', jira, origins);
  try {
    // Before the work, so that a taken port is known at once; search works while the tickets come in.
    const url = await application.listen();
    const api = inProcess(application);
    const { run, indexing } = statusAnswer.parse(await api.get('/api/status'));
    // A company of another size is another company: the same ids would stand for other tickets.
    const before = run?.announcedAll ? Math.max(indexing.live, run.announced) : null;
    if (before !== null && before !== Number(options.tickets))
      throw new CasebookError(
        'call-invalid',
        `The company in ${config.CASEBOOK_DATA_DIR} has ${before} tickets: say --tickets ${before}, or name another folder with --data-dir.`,
      );
    if (run?.state === 'succeeded') {
      say(`${indexing.live} tickets are there from before.`);
    } else {
      say(`The demo company's Jira answers on ${jira.baseUrl}; its tickets are read now.`);
      const settled = await Promise.race([syncAndFollow(api), stopped]);
      if (!settled) return;
    }
    if (options.json) printJson({ url, jira: jira.baseUrl });
    else invite(url, config.CASEBOOK_DATA_DIR);
    await stopped;
  } finally {
    await application.close();
  }
}

function invite(url: string, folder: string): void {
  const dataDir = folder === '.casebook' ? '' : ` --data-dir ${folder}`;
  say();
  say('  Casebook is ready: ', paint('bold', url));
  say();
  say('  Three things to try:');
  say(`    1. Open ${url}/?q=database+bottlenecks: slow queries and bad query plans, found by meaning.`);
  say(`    2. In another terminal: bin/casebook search "customers were charged twice"${dataDir}`);
  say(`    3. What came in, and what became of it: bin/casebook status${dataDir}`);
  say();
  say('  Ctrl-C stops it; the next start reuses what is there.');
}

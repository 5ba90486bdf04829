import type { Command } from 'commander';
import { deadJobsAnswer, type Wire } from '../../api/index.ts';
import { cutTo } from '../columns.ts';
import { type CommonOptions, newCommand, withConnection } from '../command.ts';
import type { Host } from '../host.ts';
import { moment } from '../moments.ts';
import { wholeNumber } from '../option-values.ts';
import { paint, print, printJson } from '../output.ts';
import { table } from '../table.ts';

interface DeadOptions extends CommonOptions {
  readonly limit: string;
}

export function deadCommand(host: Host): Command {
  return newCommand(
    'dead',
    'List jobs that failed for good, those that died last first, and why.',
    'jobs dead --limit 10',
  )
    .option('--limit <number>', 'at most this many', wholeNumber(1, 200), '50')
    .action((options: DeadOptions) =>
      withConnection(host, options, async (api) => {
        const found = deadJobsAnswer.parse(await api.get(`/api/jobs/dead?limit=${options.limit}`));
        if (options.json) printJson(found);
        else printDead(found.jobs);
      }),
    );
}

function printDead(jobs: Wire<typeof deadJobsAnswer>['jobs']): void {
  if (jobs.length === 0) {
    print('No job has failed for good.');
    return;
  }
  const rows = jobs.map(({ id, queue, attempts, diedAt }) => [
    id,
    queue,
    attempts === 1 ? 'once' : `${attempts} times`,
    diedAt === null ? '' : `${moment(diedAt)} UTC`,
  ]);
  const head = [{ style: 'cyan' }, { style: 'bold', gives: true }, { right: true }, {}] as const;
  for (const [at, row] of table(head, rows, process.stdout).entries()) {
    print(...row);
    const last = jobs[at]?.errors.at(-1);
    if (last) print(paint('dim', `    ${cutTo(last.message, SHOWN_COLUMNS)}`));
  }
}

/** Of why the last attempt failed: two lines of a terminal. JSON has all of every attempt. */
const SHOWN_COLUMNS = 150;

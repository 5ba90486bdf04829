import type { Command } from 'commander';
import { jobsAnswer, type Wire } from '../../api/index.ts';
import { count } from '../amounts.ts';
import { type CommonOptions, newCommand, withConnection } from '../command.ts';
import type { Host } from '../host.ts';
import { ago } from '../moments.ts';
import { paint, print, printJson } from '../output.ts';
import { table } from '../table.ts';

type Jobs = Wire<typeof jobsAnswer>;

export function listCommand(host: Host): Command {
  return newCommand(
    'list',
    'Say what runs and how far it is, what ran last, and count the jobs of each queue.',
    'jobs list --json',
  ).action((options: CommonOptions) =>
    withConnection(host, options, async (api) => {
      const found = jobsAnswer.parse(await api.get('/api/jobs'));
      if (options.json) return printJson(found);
      printWork(found.work);
      print();
      printQueues(found.queues);
    }),
  );
}

function printWork(work: Jobs['work']): void {
  if (work.length === 0) print('No sync, rebuild or adaptation has run here yet.');
  for (const each of work) {
    const when = each.finishedAt ? `ended ${ago(each.finishedAt)}` : `begun ${ago(each.startedAt)}`;
    const style = each.state === 'running' ? 'cyan' : each.state === 'failed' ? 'red' : 'dim';
    print(
      paint('bold', each.kind.padEnd(9)),
      paint(style, each.state.padEnd(13)),
      `${howFar(each)}, ${when}`,
    );
    if (each.error) print(`${' '.repeat(9)}${each.error.detail} [${each.error.code}]`);
  }
}

function howFar({ done, total, step, state }: Jobs['work'][number]): string {
  const counted = total === null ? String(done) : `${done} of ${total}`;
  return step !== null && state === 'running' ? `${counted}, step ${step}` : counted;
}

/** Those that ended well or were cancelled need nobody. */
const SHOWN = ['waiting', 'running', 'dead'] as const;

function printQueues(queues: Jobs['queues']): void {
  const counted = [...Map.groupBy(queues, ({ queue }) => queue)].map(
    ([queue, states]) =>
      [queue, ...SHOWN.map((wanted) => states.find(({ state }) => state === wanted)?.jobs ?? 0)] as const,
  );
  if (counted.length === 0) {
    print('No job has been put in the queues yet.');
    return;
  }
  const head = [{ gives: true }, ...SHOWN.map(() => ({ right: true }))];
  const rows = [['queue', ...SHOWN], ...counted.map((row) => row.map(String))];
  for (const row of table(head, rows, process.stdout)) print(...row);
  const dead = queues.reduce((sum, { state, jobs }) => (state === 'dead' ? sum + jobs : sum), 0);
  if (dead > 0) print(paint('yellow', `${count(dead, 'job')} failed for good: casebook jobs dead says why.`));
}

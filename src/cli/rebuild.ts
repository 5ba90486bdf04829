import { type Command, Option } from 'commander';
import { rebuildAnswer, type Wire } from '../api/index.ts';
import { type Connection, failureOf } from '../client/index.ts';
import { CasebookError } from '../domain/index.ts';
import { type CommonOptions, newCommand, withConnection } from './command.ts';
import type { Host } from './host.ts';
import { print, printJson } from './output.ts';
import { type Description, progressDisplay } from './progress-display.ts';

interface RebuildOptions extends CommonOptions {
  readonly back?: boolean;
  readonly forget?: boolean;
}

type Answer = Wire<typeof rebuildAnswer>;
type Rebuild = NonNullable<Answer['rebuild']>;

const POLL_MS = 200;

export function rebuildCommand(host: Host): Command {
  return newCommand(
    'rebuild',
    'Make tickets and index anew from the lake, beside the index in use, and switch to it.',
    'rebuild --back',
  )
    .addOption(new Option('--back', 'return to the index before the last rebuild').conflicts('forget'))
    .option('--forget', 'remove the index before the last rebuild')
    .action((options: RebuildOptions) =>
      withConnection(host, { ...options, beginsWork: true }, async (api) => {
        const action = options.back ? 'back' : options.forget ? 'forget' : 'rebuild';
        const begun = rebuildAnswer.parse(await api.post('/api/rebuild', { action }));
        const answer = action === 'forget' ? begun : await follow(api);
        if (options.json) printJson(answer);
        else if (action === 'forget') print('The previous index is gone.');
        else printEnd(answer);
      }),
    );
}

/** Follows a rebuild to its end, showing on standard error how far it is. @throws CasebookError what it failed with. */
async function follow(api: Connection, stream: NodeJS.WriteStream = process.stderr): Promise<Answer> {
  const show = progressDisplay(stream);
  for (;;) {
    const answer = rebuildAnswer.parse(await api.get('/api/rebuild'));
    const { rebuild } = answer;
    if (!rebuild) throw new CasebookError('internal', 'The rebuild that was begun is not there.');
    const over = rebuild.state !== 'running';
    show(describe(rebuild), over);
    if (over && rebuild.state !== 'succeeded') throw failureOf(rebuild.error);
    if (over) return answer;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function describe({ step, done, total, startedAt, tickets }: Rebuild): Description {
  const seconds = Math.max(0.001, (Date.now() - Date.parse(startedAt)) / 1000);
  const unit = step === 'lake' ? 'lines of the lake replayed' : 'tickets indexed';
  return {
    done: total > 0 ? done / total : 0,
    pace: `${Math.round(seconds)} s`,
    counts: [
      total > 0 ? `${done}/${total} ${unit}` : `0 ${unit}`,
      ...(tickets ? [describeTickets(tickets)] : []),
    ].join(' · '),
  };
}

function describeTickets({ equal, changed, removed, refused }: NonNullable<Rebuild['tickets']>): string {
  return `${equal} tickets equal, ${changed} written anew, ${removed} removed, ${refused} lines refused`;
}

function printEnd({ rebuild, generations }: Answer): void {
  if (rebuild?.tickets) print(`${describeTickets(rebuild.tickets)}.`);
  const active = generations.find(({ state }) => state === 'active');
  const previous = generations.find(({ state }) => state === 'previous');
  const back = '; `casebook rebuild --back` returns to the one before';
  print(
    `Index ${active?.id} (${active?.embedder}) is in use${previous?.embedder === active?.embedder ? back : ''}.`,
  );
}

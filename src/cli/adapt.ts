import { type Command, Option } from 'commander';
import { adaptAnswer, type Wire } from '../api/index.ts';
import { type Connection, failureOf } from '../client/index.ts';
import { CasebookError } from '../domain/index.ts';
import { type CommonOptions, newCommand, withConnection } from './command.ts';
import type { Host } from './host.ts';
import { paint, print, printJson } from './output.ts';
import { type Description, progressDisplay } from './progress-display.ts';

interface AdaptOptions extends CommonOptions {
  readonly dryRun?: boolean;
  readonly back?: boolean;
  readonly status?: boolean;
}

type Answer = Wire<typeof adaptAnswer>;
type Adaptation = NonNullable<Answer['adaptation']>;
type Outcome = NonNullable<Adaptation['outcome']>;
type Comparison = Outcome['comparisons']['heldBack'];

const POLL_MS = 200;

export function adaptCommand(host: Host): Command {
  return newCommand(
    'adapt',
    "Train Casebook's own search model on the tickets here, and use it where it measurably finds more.",
    'adapt --dry-run',
  )
    .addOption(new Option('--dry-run', 'train and measure, and change nothing').conflicts(['back', 'status']))
    .addOption(new Option('--back', 'return to the model that ships').conflicts('status'))
    .option('--status', 'say which model is in use, and what the last adaptation measured')
    .action((options: AdaptOptions) =>
      withConnection(host, { ...options, beginsWork: !options.status }, async (api) => {
        if (!options.status) {
          const action = options.back ? 'back' : options.dryRun ? 'measure' : 'adapt';
          await api.post('/api/adapt', { action });
        }
        const answer = options.status ? adaptAnswer.parse(await api.get('/api/adapt')) : await follow(api);
        if (options.json) printJson(answer);
        else if (options.status) printStatus(answer);
        else printEnd(answer);
      }),
    );
}

/** Follows an adaptation to its end, showing on standard error how far it is. @throws CasebookError what it failed with. */
async function follow(api: Connection, stream: NodeJS.WriteStream = process.stderr): Promise<Answer> {
  const show = progressDisplay(stream);
  for (;;) {
    const answer = adaptAnswer.parse(await api.get('/api/adapt'));
    const { adaptation } = answer;
    if (!adaptation) throw new CasebookError('internal', 'The adaptation that was begun is not there.');
    const over = adaptation.state !== 'running';
    show(describe(adaptation), over);
    if (adaptation.state === 'interrupted')
      throw new CasebookError('interrupted', 'The model in use stays what it was.');
    if (over && adaptation.state !== 'succeeded') throw failureOf(adaptation.error);
    if (over) return answer;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

const STEPS = {
  read: 'tickets read',
  train: 'steps of training',
  measure: 'models measured',
  index: 'tickets indexed',
} as const;

function describe({ step, done, total, startedAt }: Adaptation): Description {
  const seconds = Math.max(0, (Date.now() - Date.parse(startedAt)) / 1000);
  return {
    done: total > 0 ? done / total : 0,
    pace: `${Math.round(seconds)} s`,
    counts: `${total > 0 ? `${done}/${total}` : done} ${STEPS[step]}`,
  };
}

function printStatus({ model, shipped, last, adaptation }: Answer): void {
  print(`Model       ${model}${model === shipped ? ', the one that ships' : ''}`);
  if (adaptation?.state === 'running') print(`Now         ${describe(adaptation).counts}`);
  if (last?.taken && model === last.outcome.model && last.outcome.base !== shipped)
    print(paint('yellow', `            made from ${last.outcome.base}; ${shipped} ships now: adapt again`));
  if (!last) print('Adapted     never');
  if (!last) return;
  print(`Adapted     ${last.at}: ${last.outcome.model}${model === last.outcome.model ? '' : ', not in use'}`);
  printOutcome(last.outcome);
}

function printEnd({ adaptation, model }: Answer): void {
  const { kind, outcome } = adaptation as Adaptation;
  if (outcome) printOutcome(outcome);
  if (!outcome) print(`${model} is in use again.`);
  else if (kind === 'measure') print('Nothing was changed.');
  else if (outcome.objections.length > 0) print(`${model} stays in use.`);
  else print(`${model} is in use; \`casebook adapt --back\` returns to the model that ships.`);
}

const OBJECTIONS: Readonly<Record<Outcome['objections'][number], string>> = {
  'no-gain': 'it does not find held-back tickets better for certain',
  'duplicates-worse': 'it finds known duplicates worse',
  'plain-language-worse': 'it understands everyday language worse',
  'worse-than-in-use': 'it finds held-back tickets worse than the model in use',
};

function printOutcome({ learned, heldBack, tokens, share, comparisons, objections }: Outcome): void {
  print(
    `Learned from ${learned} tickets (${tokens} words and parts of words); ${heldBack} were held back.` +
      (share < 1 ? ` Of what it learned ${share * 100} % is used, so that everyday language stays.` : ''),
  );
  print();
  print(paint('dim', `${''.padEnd(34)}queries      MRR            gain (95 %)           found in 10`));
  row('held-back tickets, among themselves', comparisons.heldBack);
  row('held-back tickets, among all', comparisons.amongAll);
  if (comparisons.duplicates) row('known duplicates', comparisons.duplicates);
  row('everyday phrases', comparisons.plainLanguage);
  if (comparisons.inUse) row('among all, beside the one in use', comparisons.inUse);
  print();
  if (objections.length === 0) print(paint('green', 'It finds more than the model that ships.'));
  for (const objection of objections) print(paint('yellow', `Not used: ${OBJECTIONS[objection]}.`));
}

function row(name: string, { before, after, mrrGain: { mean, low, high } }: Comparison): void {
  const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
  print(
    name.padEnd(36),
    String(before.queries).padStart(5),
    `   ${before.mrr.toFixed(3)} → ${after.mrr.toFixed(3)}`,
    `   ${signed(mean)} (${signed(low)} to ${signed(high)})`,
    `   ${before.r10.toFixed(3)} → ${after.r10.toFixed(3)}`,
  );
}

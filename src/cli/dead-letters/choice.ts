import { type Command, InvalidArgumentError } from 'commander';
import { wholeNumber } from '../option-values.ts';

/** Options that say which letters are meant. */
export interface FilterOptions {
  readonly reason?: string;
  readonly source?: string;
  readonly run?: string;
}

export interface ChoiceOptions extends FilterOptions {
  readonly all?: boolean;
}

const LARGEST_ID = Number.MAX_SAFE_INTEGER;

export function withFilters(command: Command): Command {
  return command
    .option('--reason <rule>', 'only of this rule, as `list` counts them: contract, contract:fields.summary')
    .option('--source <name>', 'only from this source')
    .option('--run <number>', 'only from this sync or import', wholeNumber(1, LARGEST_ID));
}

/** The same, for commands that change something: they do it to no letter that nobody named. */
export function withChoice(command: Command): Command {
  return withFilters(command.argument('[ids...]', 'the letters, such as 12 or #12', letterIds, [])).option(
    '--all',
    'all that wait',
  );
}

/** Takes the number of a letter as it is shown, `#12`, or plain. */
export function letterId(given: string): number {
  const number = Number(given.replace(/^#/, ''));
  if (!/^#?\d+$/.test(given) || number < 1 || number > LARGEST_ID)
    throw new InvalidArgumentError('Expected the number of a dead letter, such as 12.');
  return number;
}

function letterIds(given: string, before: readonly number[]): readonly number[] {
  return [...before, letterId(given)];
}

/** What the API is asked for; ends the command as wrongly called where nothing was chosen. */
export function choiceOf(
  ids: readonly number[],
  { reason, source, run, all }: ChoiceOptions,
  command: Command,
): Record<string, unknown> {
  const choice = {
    ...(ids.length > 0 && { ids }),
    ...(reason !== undefined && { rule: reason }),
    ...(source !== undefined && { source }),
    ...(run !== undefined && { run: Number(run) }),
    ...(all && { all }),
  };
  if (Object.keys(choice).length === 0)
    command.error('error: say which letters: their numbers, --reason, --source, --run, or --all');
  return choice;
}

/** The filters as a query. */
export function queryOf({ reason, source, run }: FilterOptions): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ rule: reason, source, run }))
    if (value !== undefined) query.set(name, value);
  return query;
}

import type { Command } from 'commander';
import { lettersAnswer, type Wire } from '../../api/index.ts';
import { cutTo } from '../columns.ts';
import { type CommonOptions, newCommand, withConnection } from '../command.ts';
import type { Host } from '../host.ts';
import { wholeNumber } from '../option-values.ts';
import { paint, print, printJson, say } from '../output.ts';
import { type FilterOptions, queryOf, withFilters } from './choice.ts';

interface ListOptions extends CommonOptions, FilterOptions {
  readonly discarded?: boolean;
  readonly after: string;
  readonly limit: string;
}

type Page = Wire<typeof lettersAnswer>;

export function listCommand(host: Host): Command {
  const command = newCommand(
    'list',
    'Count refused records by the rule that they break, and list them.',
    'dead-letters list --reason contract',
  );
  return withFilters(command)
    .option('--discarded', 'those that were discarded, not those that wait')
    .option('--limit <number>', 'at most this many in the list', wholeNumber(1, 200), '20')
    .option('--after <number>', 'only those behind this one', wholeNumber(0, Number.MAX_SAFE_INTEGER), '0')
    .action((options: ListOptions) =>
      withConnection(host, options, async (api) => {
        const query = queryOf(options);
        query.set('after', options.after);
        query.set('limit', options.limit);
        if (options.discarded) query.set('state', 'discarded');
        const page = lettersAnswer.parse(await api.get(`/api/dead-letters?${query}`));
        if (options.json) printJson(page);
        else printPage(page, options);
      }),
    );
}

function printPage({ total, rules, letters, next }: Page, { discarded }: ListOptions): void {
  const noun = total === 1 ? 'dead letter' : 'dead letters';
  print(`${total === 0 ? 'No' : total} ${noun} ${discarded ? 'discarded' : total === 1 ? 'waits' : 'wait'}.`);
  if (total === 0) return;
  print();
  for (const { rule, letters: count, example } of rules) {
    print(String(count).padStart(7), '  ', paint('bold', rule), '  ', paint('dim', shortened(example)));
  }
  print();
  for (const { id, key, place, run, attempts, reason } of letters) {
    const facts = [key, place, `run ${run}`, attempts > 1 ? `refused ${attempts} times` : null];
    const said = facts.filter((fact) => fact !== null).join(' · ');
    print(paint('cyan', `#${id}`), '  ', said, '  ', shortened(reason));
  }
  if (next !== null) say(`There are more: --after ${next}`);
}

/** A line or two of a terminal; `show` has all of it. */
const shortened = (text: string) => cutTo(text, 160);

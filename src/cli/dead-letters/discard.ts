import type { Command } from 'commander';
import { discardAnswer, lettersAnswer } from '../../api/index.ts';
import type { Connection } from '../../client/index.ts';
import { type CommonOptions, newCommand, withConnection } from '../command.ts';
import { confirmed, type Unasked } from '../confirm.ts';
import type { Host } from '../host.ts';
import { print, printJson } from '../output.ts';
import { type ChoiceOptions, choiceOf, queryOf, withChoice } from './choice.ts';

interface DiscardOptions extends CommonOptions, ChoiceOptions, Unasked {}

export function discardCommand(host: Host): Command {
  const command = newCommand(
    'discard',
    'Let refused records go for good. They stay counted.',
    'dead-letters discard --reason not-json --yes',
  );
  return withChoice(command)
    .option('--yes', 'do not ask')
    .action((ids: readonly number[], options: DiscardOptions, called: Command) => {
      const choice = choiceOf(ids, options, called);
      return withConnection(host, options, async (api) => {
        const count = options.yes ? 0 : await chosen(api, ids, options);
        const letters = count === 1 ? 'dead letter' : 'dead letters';
        if (!(await confirmed(`Discard ${count} ${letters} for good?`, options))) return;
        const answer = discardAnswer.parse(await api.post('/api/dead-letters/discard', choice));
        if (options.json) printJson(answer);
        else print(`Discarded ${answer.discarded} dead ${answer.discarded === 1 ? 'letter' : 'letters'}.`);
      });
    });
}

async function chosen(api: Connection, ids: readonly number[], options: DiscardOptions): Promise<number> {
  if (ids.length > 0) return ids.length;
  return lettersAnswer.parse(await api.get(`/api/dead-letters?limit=1&${queryOf(options)}`)).total;
}

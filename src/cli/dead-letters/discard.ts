import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { discardAnswer, lettersAnswer } from '../../api/index.ts';
import { type CommonOptions, newCommand, withConnection } from '../command.ts';
import type { Connection } from '../connection.ts';
import type { Host } from '../host.ts';
import { EXIT, lineOf, print, printJson, say } from '../output.ts';
import { type ChoiceOptions, choiceOf, queryOf, withChoice } from './choice.ts';

interface DiscardOptions extends CommonOptions, ChoiceOptions {
  readonly yes?: boolean;
}

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
      const asks = !options.yes;
      if (asks && (options.json || !process.stdin.isTTY))
        called.error('error: this cannot be undone, and there is nobody to ask: add --yes');
      return withConnection(host, options, async (api) => {
        const count = asks ? await chosen(api, ids, options) : 0;
        if (asks && !(await confirmed(count))) {
          say('Nothing was discarded.');
          process.exitCode = EXIT.failed;
          return;
        }
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

async function confirmed(count: number): Promise<boolean> {
  const asked = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const question = `Discard ${count} dead ${count === 1 ? 'letter' : 'letters'} for good? [y/N] `;
    return /^y(es)?$/i.test((await asked.question(lineOf([question], process.stderr))).trim());
  } finally {
    asked.close();
  }
}

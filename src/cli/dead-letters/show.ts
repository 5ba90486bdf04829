import type { Command } from 'commander';
import { letterAnswer, type Wire } from '../../api/index.ts';
import { type CommonOptions, newCommand, withConnection } from '../command.ts';
import type { Host } from '../host.ts';
import { paint, print, printJson, printText, say } from '../output.ts';
import { letterId } from './choice.ts';

/** Records can be as large as 32 MB; nobody reads so much in a terminal. */
const SHOWN_CHARACTERS = 20_000;

export function showCommand(host: Host): Command {
  return newCommand('show', 'Show a refused record as it came, and why.', 'dead-letters show 12')
    .argument('<id>', 'the letter, such as 12 or #12', letterId)
    .action((id: number, options: CommonOptions) =>
      withConnection(host, options, async (api) => {
        const letter = letterAnswer.parse(await api.get(`/api/dead-letters/${id}`));
        if (options.json) printJson(letter);
        else printLetter(letter);
      }),
    );
}

function printLetter(letter: Wire<typeof letterAnswer>): void {
  const { id, state, rule, reason, key, externalId, place, source, run, attempts, record } = letter;
  const named = [key, externalId && `id ${externalId}`, place].filter(Boolean).join(' · ');
  print(paint('cyan', `#${id}`), '  ', paint('bold', rule), named && `  ${named}`);
  print(reason);
  print(
    paint(
      'dim',
      `${state} · from ${place === null ? source : 'a file'}, run ${run} · refused ${attempts === 1 ? 'once' : `${attempts} times`}, ` +
        `first ${letter.refusedFirst}, last ${letter.refusedLast}`,
    ),
  );
  if (record === null) {
    print('Its record was let go when it was discarded.');
    return;
  }
  const text = JSON.stringify(record, null, 2);
  print();
  printText(text.slice(0, SHOWN_CHARACTERS));
  if (text.length > SHOWN_CHARACTERS) say(`… and ${text.length - SHOWN_CHARACTERS} more characters: --json`);
}

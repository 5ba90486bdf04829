import { createInterface } from 'node:readline/promises';
import { CasebookError } from '../domain/index.ts';
import { EXIT, lineOf, say } from './output.ts';

export interface Unasked {
  readonly yes?: boolean;
  readonly json?: boolean;
}

/**
 * Asks a person at the terminal; whoever said --yes is not asked. A no ends the command as not done.
 *
 * @throws CasebookError `not-confirmed` where nobody is there to be asked.
 */
export async function confirmed(question: string, { yes, json }: Unasked): Promise<boolean> {
  if (yes) return true;
  if (json || !process.stdin.isTTY) throw new CasebookError('not-confirmed', 'Nothing was changed.');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(lineOf([`${question} [y/N] `], process.stderr));
    if (/^y(es)?$/i.test(answer.trim())) return true;
    say('Nothing was changed.');
    process.exitCode = EXIT.failed;
    return false;
  } finally {
    terminal.close();
  }
}

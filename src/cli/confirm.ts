import { createInterface } from 'node:readline/promises';
import { CasebookError } from '../domain/index.ts';
import { say } from './output.ts';

export interface Unasked {
  readonly yes?: boolean;
  readonly json?: boolean;
}

/**
 * Asks a person at the terminal; whoever said --yes is not asked.
 *
 * @throws CasebookError `not-confirmed` where nobody is there to be asked.
 */
export async function confirmed(question: string, { yes, json }: Unasked): Promise<boolean> {
  if (yes) return true;
  if (json || !process.stdin.isTTY) throw new CasebookError('not-confirmed', 'Nothing was changed.');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`${question} [y/N] `);
    if (/^y(es)?$/i.test(answer.trim())) return true;
    say('Nothing was changed.');
    return false;
  } finally {
    terminal.close();
  }
}

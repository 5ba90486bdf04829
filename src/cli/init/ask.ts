import { createInterface } from 'node:readline/promises';
import { CasebookError } from '../../domain/index.ts';
import { lineOf, paint, reportError, say } from '../output.ts';

/**
 * Asks a person for a line; Enter gives `before`, which stands in brackets.
 *
 * @throws CasebookError `interrupted` by Ctrl-C or Ctrl-D.
 */
export async function ask(question: string, before = ''): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new AbortController();
  terminal.once('SIGINT', () => ended.abort());
  terminal.once('close', () => ended.abort());
  try {
    const shown = before === '' ? [] : [paint('dim', ` [${before}]`)];
    const line = lineOf([paint('bold', question), ...shown, ': '], process.stderr);
    return (await terminal.question(line, { signal: ended.signal })).trim() || before;
  } catch (error) {
    say();
    throw new CasebookError('interrupted', 'Nothing was written.', { cause: error });
  } finally {
    terminal.close();
  }
}

/** Says why an answer does not do, to somebody who is asked again. @throws what is no matter of answers, and Ctrl-C. */
export function sayWhyNot(error: unknown): void {
  if (!(error instanceof CasebookError) || error.code === 'interrupted') throw error;
  if (error.code === 'call-invalid') say(paint('red', error.detail));
  else reportError(error, false);
}

/** Asks for a yes or a no; Enter says yes. */
export async function agrees(question: string): Promise<boolean> {
  return /^(y(es)?)?$/i.test(await ask(`${question} [Y/n]`));
}

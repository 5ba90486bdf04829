import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { passwordRequest } from '../api/index.ts';
import { CasebookError } from '../domain/index.ts';
import { sentence } from './option-values.ts';
import { say } from './output.ts';

/**
 * Takes a new password: from a person at the terminal, who types it twice and sees nothing of it, or else all of
 * standard input without the line feed at its end. Never from an argument: those are seen by everybody on the machine,
 * and kept in the shell's history.
 *
 * @throws CasebookError `call-invalid` where the two differ, or there is none, or it is too easily guessed.
 */
export async function newPassword(): Promise<string> {
  const password = process.stdin.isTTY ? await typedTwice() : await text(process.stdin);
  const given = password.replace(/\r?\n$/, '');
  if (given === '') throw new CasebookError('call-invalid', 'No password came in.');
  const { error } = passwordRequest.shape.password.safeParse(given);
  if (error)
    throw new CasebookError(
      'call-invalid',
      `The password cannot be taken. ${error.issues.map(({ message }) => sentence(message)).join(' ')}`,
    );
  return given;
}

/** A secret that exists already: all of standard input. @throws CasebookError `call-invalid` where nothing came in. */
export async function secretFromInput(): Promise<string> {
  const given = (await text(process.stdin)).trim();
  if (given === '') throw new CasebookError('call-invalid', 'Nothing came in on standard input.');
  return given;
}

async function typedTwice(): Promise<string> {
  const first = await typedUnseen('Password (at least 12 characters): ');
  if (first !== (await typedUnseen('The same again: ')))
    throw new CasebookError('call-invalid', 'The two passwords differ.');
  return first;
}

/**
 * What a person types, of which nothing is shown: readline shows it by writing it to its output, and this one shows nothing.
 *
 * @throws CasebookError `interrupted` by Ctrl-C or Ctrl-D.
 */
export async function typedUnseen(question: string): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  // Only now does the terminal itself show nothing of what is typed.
  process.stderr.write(question);
  const ended = new AbortController();
  terminal.once('SIGINT', () => ended.abort());
  try {
    return await terminal.question('', { signal: ended.signal });
  } catch (error) {
    // By Ctrl-C or Ctrl-D.
    throw new CasebookError('interrupted', 'Nothing was given.', { cause: error });
  } finally {
    terminal.close();
    say();
  }
}

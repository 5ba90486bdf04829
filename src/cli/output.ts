import { styleText } from 'node:util';
import { CasebookError } from '../domain/index.ts';
import { fold } from './fold.ts';

/** Exit codes: 0 done, 1 not done (the message says why), 2 wrongly called. */
export const EXIT = { done: 0, failed: 1, usage: 2 } as const;

/** A piece of a line in a style, where a person looks at a terminal that shows styles and did not ask for none. */
interface Painted {
  readonly style: Style;
  readonly text: string;
}
export type Style = 'dim' | 'bold' | 'red' | 'green' | 'yellow' | 'cyan';
export type Piece = string | Painted;

export function paint(style: Style, text: string): Painted {
  return { style, text };
}

/** Where a person looks at a terminal, lines are broken between words; whatever reads them elsewhere gets them whole. */
function writeFolded(pieces: readonly Piece[], stream: NodeJS.WriteStream): void {
  const shown = pieces.map((piece) =>
    withText(piece, oneLine(typeof piece === 'string' ? piece : piece.text)),
  );
  for (const line of fold(shown, terminalWidth(stream), withText)) stream.write(`${lineOf(line, stream)}\n`);
}

const withText = (piece: Piece, text: string): Piece =>
  typeof piece === 'string' ? text : { ...piece, text };

/** How many columns a line may have: those of the terminal; without one there is no end. */
export function terminalWidth(stream: NodeJS.WriteStream): number {
  return stream.isTTY ? stream.columns || 80 : Number.POSITIVE_INFINITY;
}

/** Writes a line of what the command was asked for to standard output. Everything else goes to standard error. */
export function print(...pieces: Piece[]): void {
  writeFolded(pieces, process.stdout);
}

/** The same for text of several lines. */
export function printText(text: string): void {
  process.stdout.write(`${harmless(text)}\n`);
}

/** Tells a person a line that is not the result. */
export function say(...pieces: Piece[]): void {
  writeFolded(pieces, process.stderr);
}

/** The same for text of several lines. */
export function sayText(text: string): void {
  process.stderr.write(`${harmless(text)}\n`);
}

/** What would change the terminal stands escaped in JSON, so that the value stays what it is. */
export function printJson(value: unknown): void {
  const escaped = (match: string) => `\\u${match.charCodeAt(0).toString(16).padStart(4, '0')}`;
  process.stdout.write(`${JSON.stringify(value, null, 2).replaceAll(OBEYED, escaped)}\n`);
}

/** A line with its styles for this stream (https://no-color.org is heeded). Line breaks in the pieces become spaces. */
export function lineOf(pieces: readonly Piece[], stream: NodeJS.WriteStream): string {
  return pieces
    .map((piece) =>
      typeof piece === 'string'
        ? oneLine(piece)
        : styleText(piece.style, oneLine(piece.text), { stream, validateStream: true }),
    )
    .join('');
}

/**
 * What a terminal obeys instead of showing it: control characters but tab and line feed, and what changes the
 * direction of text (https://trojansource.codes). Text from tickets, and from whoever answers, may carry them.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach the terminal.
const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

function harmless(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(OBEYED, '\ufffd');
}

function oneLine(text: string): string {
  return harmless(text.replaceAll(/[\r\n\u2028\u2029]+/g, ' '));
}

/** The one JSON value of a command that failed. */
export function errorJson({ code, detail, entry: { title, advice, retry } }: CasebookError) {
  return { error: { code, title, detail, advice, retry } };
}

/** Reports an error as its catalogue entry: a line of what happened, one of what to do. */
export function reportError(error: unknown, json: boolean): void {
  if (error instanceof CasebookError) {
    const { title, advice } = error.entry;
    if (json) printJson(errorJson(error));
    say(paint('red', 'Error:'), ` ${title} ${error.detail}`);
    say(`${advice} [${error.code}]`);
    return;
  }
  if (json)
    printJson({
      error: { code: 'internal', title: 'Something went wrong inside Casebook.', detail: String(error) },
    });
  sayText(error instanceof Error ? (error.stack ?? error.message) : String(error));
}

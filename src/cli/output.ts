import { CasebookError } from '../domain/index.ts';

/** Exit codes: 0 done, 1 not done (the message says why), 2 wrongly called. */
export const EXIT = { done: 0, failed: 1, usage: 2 } as const;

/** Writes to standard output what the command was asked for. Everything else goes to standard error. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Tells a person something that is not the result. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2));
}

const colours = { dim: 2, bold: 1, red: 31, green: 32, yellow: 33, cyan: 36 } as const;

/** Colour where a person looks at a terminal and did not ask for none (https://no-color.org). */
export function paint(
  colour: keyof typeof colours,
  text: string,
  stream: NodeJS.WriteStream = process.stdout,
): string {
  return stream.isTTY && !process.env.NO_COLOR ? `\u001b[${colours[colour]}m${text}\u001b[0m` : text;
}

/** Ticket text may carry control characters; a terminal would obey them. */
export function harmless(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach the terminal.
  return text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\ufffd');
}

/** Reports an error as its catalogue entry: a line of what happened, one of what to do. */
export function reportError(error: unknown, json: boolean): void {
  if (error instanceof CasebookError) {
    const { title, advice, retry } = error.entry;
    if (json) printJson({ error: { code: error.code, title, detail: error.detail, advice, retry } });
    say(
      `${paint('red', 'Error:', process.stderr)} ${title} ${harmless(error.detail)}\n${advice} [${error.code}]`,
    );
    return;
  }
  if (json)
    printJson({
      error: { code: 'internal', title: 'Something went wrong inside Casebook.', detail: String(error) },
    });
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
}

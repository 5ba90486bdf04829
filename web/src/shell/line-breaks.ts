/** How a line break of a pasted text is shown in the search box, which has one line. */
const SIGN = '↵';

/** A query as the search box shows it. */
export function shownText(query: string): string {
  return query.replaceAll(/\s*[\r\n]\s*/g, ` ${SIGN} `);
}

/** The query that the text of the search box asks. */
export function askedText(text: string): string {
  return text.trim().replaceAll(/ *↵ */g, '\n');
}

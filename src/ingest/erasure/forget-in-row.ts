import { FORMER_USER } from './former-user.ts';
import { folded } from './likeness.ts';
import type { Forgotten } from './request.ts';
import { isObject } from './walk.ts';

/** Columns that hold people, Jira's own and those that people add. */
const OF_PEOPLE = /assignee|reporter|creator|author|watcher|approver|participant|owner|user/i;
const COMMENTS = /^comments?$/i;

/** Takes a person out of the cells of a CSV row that hold people: there, an id or a name is all that the cell says. */
export function forgetInRow(body: unknown, { ids, names, pseudonym }: Forgotten): unknown {
  if (!isObject(body) || !isObject(body.cells)) return body;
  const known = new Set(names.map(folded));
  const somebody = (cell: string) => {
    if (ids.includes(cell.trim())) return pseudonym;
    return known.has(folded(cell)) ? FORMER_USER : cell;
  };
  const cells = Object.entries(body.cells).map(([header, column]) => {
    if (!Array.isArray(column)) return [header, column];
    if (OF_PEOPLE.test(header)) return [header, column.map(somebody)];
    return [header, COMMENTS.test(header) ? column.map((cell) => inComment(cell, somebody)) : column];
  });
  return { ...body, cells: Object.fromEntries(cells) };
}

/** `date;author;text`; the first part may be empty. */
function inComment(cell: string, somebody: (name: string) => string): string {
  return cell.replace(/^(\s*;?[^;\n]*;)([^;\n]*)(?=;)/, (_, date, author) => `${date}${somebody(author)}`);
}

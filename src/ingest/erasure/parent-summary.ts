import { isObject } from './walk.ts';

/** How exports call the columns that name a row's parent, by key or by id. */
const PARENT = /^(parent|parent key|parent id|epic link|custom field \(epic link\))$/i;
const PARENT_SUMMARY = /^parent summary$/i;

/**
 * A CSV row without what it says of its parent, where that is one that `names` knows by id or, where the row gives no
 * id, by key; otherwise the same row.
 */
export function withoutParentSummary(
  body: unknown,
  names: (id: string | undefined, key: string | undefined) => boolean,
): unknown {
  if (!isObject(body) || !isObject(body.cells)) return body;
  const columns = Object.entries(body.cells);
  const told = columns
    .filter(([header]) => PARENT.test(header.trim()))
    .flatMap(([, column]) => (Array.isArray(column) ? column : []))
    .map((cell) => String(cell).trim());
  const [ids, keys] = [told.filter((cell) => /^\d+$/.test(cell)), told.filter((cell) => /\D/.test(cell))];
  const forgotten =
    ids.length > 0 ? ids.some((id) => names(id, undefined)) : keys.some((key) => names(undefined, key));
  const rest = columns.filter(([header]) => !PARENT_SUMMARY.test(header.trim()));
  if (!forgotten || rest.length === columns.length) return body;
  return { ...body, cells: Object.fromEntries(rest) };
}

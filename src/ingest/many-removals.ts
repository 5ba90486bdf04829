import { CasebookError, type RawRecord, siteOfSource } from '../domain/index.ts';
import { type Database, inGroups, ofSite } from '../platform/database/index.ts';

/**
 * A token that lost rights and a Jira that answers wrongly look like tickets that are gone. More than this share of all
 * tickets known at their site does not go unasked, and up to this number they do whatever their share.
 */
export const LARGEST_SHARE = 0.1;
export const MOST_UNASKED = 20;

const GROUP = 500;

/**
 * Why these tombstones are not to be believed unasked; null where they are.
 *
 * @param tombstones of one site.
 * @param before tickets of that site that went lately, and count with them.
 */
export async function refusalOfMany(
  database: Database,
  tombstones: readonly RawRecord[],
  before = 0,
): Promise<CasebookError | null> {
  const [first] = tombstones;
  if (!first || before + tombstones.length <= MOST_UNASKED) return null;
  const known = database
    .selectFrom('tickets')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('at_jira', '=', 1)
    .where(ofSite('id', siteOfSource(first.source)));
  let going = before;
  const ids = new Set(tombstones.flatMap(({ externalId }) => externalId ?? []));
  for await (const group of inGroups([...ids], GROUP))
    going += (await known.where('id', 'in', group).executeTakeFirstOrThrow()).n;
  const all = (await known.executeTakeFirstOrThrow()).n;
  if (going <= MOST_UNASKED || going <= LARGEST_SHARE * all) return null;
  const share = Math.round((going / all) * 1000) / 10;
  return new CasebookError(
    'removals-refused',
    `${going} of ${all} tickets (${share} %) are no longer given by Jira. They stay, and can still be found.`,
  );
}

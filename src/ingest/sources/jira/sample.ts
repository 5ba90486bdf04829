import type { JiraClient } from './client.ts';
import { everything } from './source.ts';

/**
 * Ids of some of the issues that `jql` finds, evenly among them: as far as one page of the oldest and one of the newest go,
 * where there are more than a page has.
 */
export async function sampleIds(client: JiraClient, jql: string, most: number): Promise<readonly string[]> {
  const oldest = await client.searchIds(everything(jql), null);
  if (oldest.nextPageToken === null) return evenly(oldest.ids, most);
  const newest = await client.searchIds(everything(jql, 'DESC'), null);
  const half = Math.floor(most / 2);
  return [...new Set([...evenly(oldest.ids, half), ...evenly(newest.ids, half)])];
}

function evenly<T>(list: readonly T[], most: number): readonly T[] {
  if (list.length <= most) return list;
  return Array.from({ length: most }, (_, at) => list[Math.floor((at * list.length) / most)] as T);
}

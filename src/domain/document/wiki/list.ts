import type { DocumentNode } from '../schema.ts';

/** The signs before a list item (`*`, `#-`), one for each level, and the blanks around them. */
export const LIST_ITEM = /^[ \t]*([*#-]{1,10})[ \t]+(?=\S)/;

/**
 * A list that grows item by item, nested as the signs before the items say; lists of its first level go to `into`.
 * Each call adds an item and gives the place of its content.
 */
export function openList(into: DocumentNode[]): (signs: string) => DocumentNode[] {
  const levels: { readonly sign: string; readonly items: DocumentNode[] }[] = [];

  function openLevel(sign: string): void {
    const items: DocumentNode[] = [];
    const list = { type: sign === '#' ? 'orderedList' : 'bulletList', content: items };
    const parent = levels.at(-1);
    // An item that jumps a level hangs on one without text of its own.
    if (parent?.items.length === 0) parent.items.push({ type: 'listItem', content: [] });
    (parent?.items.at(-1)?.content ?? into).push(list);
    levels.push({ sign, items });
  }

  return (signs) => {
    let same = 0;
    while (same < levels.length && levels[same]?.sign === signs[same]) same += 1;
    levels.length = same;
    for (const sign of signs.slice(same)) openLevel(sign);
    const content: DocumentNode[] = [];
    levels.at(-1)?.items.push({ type: 'listItem', content });
    return content;
  };
}

const REGION = /<!-- figures: (?<name>\S+) -->\n(?<old>[\s\S]*?)<!-- \/figures -->/g;

/**
 * A page of prose with its regions filled: what stands between `<!-- figures: NAME -->` and `<!-- /figures -->`.
 *
 * @param linesOf throws for a name that there is not.
 * @throws Error where a region is not closed, or one closes that was not open.
 */
export function fillRegions(page: string, linesOf: (name: string) => readonly string[]): string {
  const marks = [...page.matchAll(/<!-- (\/?)figures\b.*?-->/g)].map(([, slash]) => slash);
  const paired = marks.every((slash, place) => slash === (place % 2 === 0 ? '' : '/'));
  if (!paired || marks.length !== 2 * regionsOf(page).length)
    throw new Error(
      'A region of figures begins with <!-- figures: NAME --> and ends with <!-- /figures -->.',
    );
  return page.replace(REGION, (_, name: string) =>
    [`<!-- figures: ${name} -->`, '', ...linesOf(name), '<!-- /figures -->'].join('\n'),
  );
}

/** The names of a page's regions, as they stand. */
export const regionsOf = (page: string): string[] =>
  [...page.matchAll(REGION)].map(({ groups }) => groups?.name as string);

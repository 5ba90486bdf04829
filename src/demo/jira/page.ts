import { z } from 'zod';

/** `startAt` and `maxResults` of a query; `most` is the page's size unless asked, and its limit. */
export const pageQuery = (most: number) =>
  z.object({
    startAt: z.coerce.number().int().min(0).default(0),
    maxResults: z.coerce
      .number()
      .int()
      .min(0)
      .default(most)
      .transform((size) => Math.min(size, most)),
  });

/** A page of a list in the shape that Jira gives to most of its lists. `path` is the address of the list. */
export function pageOf<T>(
  list: readonly T[],
  { startAt, maxResults }: { startAt: number; maxResults: number },
  path: string,
) {
  const at = (start: number) => `${path}?startAt=${start}&maxResults=${maxResults}`;
  const isLast = startAt + maxResults >= list.length;
  return {
    self: at(startAt),
    ...(isLast ? {} : { nextPage: at(startAt + maxResults) }),
    maxResults,
    startAt,
    total: list.length,
    isLast,
    values: list.slice(startAt, startAt + maxResults),
  };
}

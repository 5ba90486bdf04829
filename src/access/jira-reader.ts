import { z } from 'zod';
import type { Holder, Known } from './state.ts';

/** Jira, as far as this capability asks it; both ways of refusing are as the client of tickets has them. */
export interface JiraReader {
  /**
   * @returns `refused` for what the account may not read, or what is not there.
   * @throws CasebookError where Jira cannot be reached or answers something else than it documents.
   */
  read<T>(path: string, answer: z.ZodType<T>): Promise<Known<T>>;
}

/** How Jira writes whom a scheme names; `value` is the id, `parameter` of a group its name. */
export const holderAnswer = z
  .looseObject({ type: z.string(), parameter: z.string().nullish(), value: z.string().nullish() })
  .transform(({ type, parameter, value }): Holder => {
    if (type === 'group') return { type, id: value ?? null, name: parameter ?? null };
    return { type, id: value ?? parameter ?? null, name: null };
  });

const pageAnswer = <T extends z.ZodType>(item: T) =>
  z.looseObject({ values: z.array(item), isLast: z.boolean() });

/** All pages of a list; refused where its first page is. */
export async function readAll<T extends z.ZodType>(
  jira: JiraReader,
  path: string,
  item: T,
): Promise<Known<z.output<T>[]>> {
  const all: z.output<T>[] = [];
  for (;;) {
    const page = await jira.read(
      `${path}${path.includes('?') ? '&' : '?'}startAt=${all.length}&maxResults=${PAGE}`,
      pageAnswer(item),
    );
    if ('refused' in page) return page;
    all.push(...page.is.values);
    if (page.is.isLast || page.is.values.length === 0) return { is: all };
  }
}

const PAGE = 50;

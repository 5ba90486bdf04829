import { z } from 'zod';
import { CasebookError } from '../domain/index.ts';

/** A Jira that an account may ask, as far as a first look needs it. */
export interface JiraToSurvey {
  /** @returns `refused` for what the account may not read, or what is not there. */
  read<T>(path: string, answer: z.ZodType<T>): Promise<{ readonly is: T } | { readonly refused: string }>;
  /** About how many tickets JQL finds; empty JQL finds all. */
  count(jql: string): Promise<number>;
}

/** Who the token is. */
export interface SurveyedAccount {
  readonly accountId: string;
  readonly name: string;
  /** IANA name; JQL reads dates in it. Null where Jira does not say. */
  readonly timeZone: string | null;
}

/** A project that the account may browse. */
export interface SurveyedProject {
  readonly key: string;
  readonly name: string;
  readonly archived: boolean;
}

const PROJECTS_PER_PAGE = 50;

const myselfAnswer = z.looseObject({
  accountId: z.string(),
  displayName: z.string(),
  timeZone: z.string().nullish(),
});
const projectPage = z.looseObject({
  values: z.array(z.looseObject({ key: z.string(), name: z.string(), archived: z.boolean().default(false) })),
  isLast: z.boolean(),
});

/** @throws CasebookError `jira-refused` where e-mail address and token are not taken, or others of `jira-…`. */
export async function readAccountOf(jira: JiraToSurvey): Promise<SurveyedAccount> {
  const found = await jira.read('/rest/api/3/myself', myselfAnswer);
  if ('refused' in found) throw new CasebookError('jira-refused', found.refused);
  const { accountId, displayName, timeZone } = found.is;
  return { accountId, name: displayName, timeZone: timeZone ?? null };
}

/** By key. @throws CasebookError `jira-refused` where not even projects may be read. */
export async function readProjectsOf(jira: JiraToSurvey): Promise<readonly SurveyedProject[]> {
  const all: SurveyedProject[] = [];
  for (;;) {
    const query = `status=live&status=archived&orderBy=key&startAt=${all.length}&maxResults=${PROJECTS_PER_PAGE}`;
    const page = await jira.read(`/rest/api/3/project/search?${query}`, projectPage);
    if ('refused' in page) throw new CasebookError('jira-refused', page.refused);
    all.push(...page.is.values.map(({ key, name, archived }) => ({ key, name, archived })));
    if (page.is.isLast || page.is.values.length === 0) return all;
  }
}

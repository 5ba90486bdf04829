import type { Finding } from '../domain/index.ts';
import type { SurveyedAccount, SurveyedProject } from './survey.ts';

/** A Jira as one account, before anything of it is read into an installation. All throw the `jira-…` errors. */
export interface JiraBefore {
  account(): Promise<SurveyedAccount>;
  projects(): Promise<readonly SurveyedProject[]>;
  /** About how many tickets JQL finds; empty JQL finds all. */
  count(jql: string): Promise<number>;
  /** What the account may not read of who may see what; `projects`: tickets by key. */
  unreadable(projects: ReadonlyMap<string, number>, accountId: string): Promise<readonly Finding[]>;
  /** Ids of at most so many of the tickets that JQL finds. */
  sampleIds(jql: string, most: number): Promise<readonly string[]>;
  close(): Promise<void>;
}

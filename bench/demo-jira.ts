import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { DemoJiraOptions } from '../src/demo/index.ts';

export interface JiraProcess {
  readonly baseUrl: string;
  readonly tickets: number;
  /** Tickets with more comments than Jira gives with them. */
  readonly threads: number;
  /** Requests so far that it answered, and those that it refused for its limit. */
  requests(): Promise<{ readonly answered: number; readonly refused: number }>;
  end(): void;
}

/** Starts a demo Jira beside this process. */
export async function startJiraProcess(
  tickets: number,
  options: Pick<DemoJiraOptions, 'latencyMs' | 'rateLimit'> = {},
): Promise<JiraProcess> {
  const file = new URL('./demo-jira-process.ts', import.meta.url);
  // Its flags are not this one's: its own collections are its own affair.
  const jira = fork(file, [String(tickets), JSON.stringify(options)], { execArgv: [] });
  const [ready] = (await once(jira, 'message')) as [{ url: string; tickets: number; threads: number }];
  return {
    baseUrl: ready.url,
    tickets: ready.tickets,
    threads: ready.threads,
    async requests() {
      jira.send('requests');
      const [count] = (await once(jira, 'message')) as [{ answered: number; refused: number }];
      return count;
    },
    end: () => jira.disconnect(),
  };
}

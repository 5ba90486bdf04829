import { type Check, finding } from '../check.ts';
import { CLOCK_IS_OFF_MS, greet } from '../greet.ts';
import type { JiraBefore } from '../jira-before.ts';

/** Whether a site answers, takes the token, and has the time that we have. `open` asks as the account of the settings. */
export function jiraCheck(baseUrl: string, email: string, open: () => Promise<JiraBefore>): Check {
  return {
    name: 'Jira',
    async look() {
      const { answeredInMs, clockAheadMs } = await greet(baseUrl);
      const jira = await open();
      try {
        const { name, timeZone } = await jira.account();
        const projects = await jira.projects();
        return {
          summary: `${baseUrl} answers in ${answeredInMs} ms; ${email} is ${name}, reads ${projects.length} projects${timeZone ? `, and has the time zone ${timeZone}` : ''}.`,
          findings: [
            ...(projects.length === 0
              ? [
                  finding(
                    'what may be read',
                    'The account sees no project.',
                    'Give it access to the projects in Jira, or take another account: `casebook init`.',
                  ),
                ]
              : []),
            ...(clockAheadMs !== null && Math.abs(clockAheadMs) > CLOCK_IS_OFF_MS
              ? [
                  finding(
                    'the clock of this machine',
                    `It is ${Math.round(Math.abs(clockAheadMs) / 1000)} seconds ${clockAheadMs > 0 ? 'behind' : 'before'} Jira’s.`,
                    'Have it set by the network (NTP): sessions, logins of a provider and the times of runs go by it.',
                  ),
                ]
              : []),
          ],
        };
      } finally {
        await jira.close();
      }
    },
  };
}

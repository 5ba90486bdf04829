export { type Check, examineAll, finding, type Seen } from './check.ts';
export { bytesIn, diskCheck, freeBytesAt } from './checks/disk.ts';
export { jiraCheck } from './checks/jira.ts';
export { providerCheck } from './checks/provider.ts';
export { settingsCheck } from './checks/settings.ts';
export { type Estimate, estimate, type Sample } from './estimate.ts';
export { CLOCK_IS_OFF_MS, type Greeting, greet } from './greet.ts';
export type { JiraBefore } from './jira-before.ts';
export { namesJira, notConfigured } from './no-jira.ts';
export { siteAddress } from './site-address.ts';
export {
  readAccountOf,
  readProjectsOf,
  type SurveyedAccount,
  type SurveyedProject,
} from './survey.ts';

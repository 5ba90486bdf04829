export { dispositions } from './dispositions.ts';
export { createIntake, type Intake } from './intake.ts';
export { openFileLake } from './lake/file-lake.ts';
export type { Lake } from './lake/lake.ts';
export { markInterruptedRuns } from './runs.ts';
export { rememberedSite, rememberSite } from './site.ts';
export { type JiraAccount, jiraClient } from './sources/jira/client.ts';
export { jiraSource } from './sources/jira/source.ts';
export { createSync } from './sync.ts';

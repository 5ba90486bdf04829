export { openSiteAccess, type SiteAccess } from './access.ts';
export type { Finding } from './examine.ts';
export type { JiraReader } from './jira-reader.ts';
export { scheduleRefreshes } from './schedule.ts';
export type { Decision } from './why.ts';

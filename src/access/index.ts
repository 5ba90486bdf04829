export { openSiteAccess, type SiteAccess } from './access.ts';
export { askedOf } from './asked.ts';
export type { JiraReader } from './jira-reader.ts';
export { allSites, askedOfAll, type SitesAccess } from './sites.ts';
export type { AccessStatus } from './state.ts';
export { surveyAccess } from './survey.ts';

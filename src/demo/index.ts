/** The demo: a company that does not exist, and a server that answers for it as Jira Cloud would. */
/** @public */
export type { DemoCompany, NewComment, NewTicket, ServedIssue, TicketEdit } from './company/company.ts';
/** @public */
export { defaultNow, generateCompany } from './company/generate.ts';
/** @public */
export type {
  DemoComment,
  DemoLink,
  DemoPerson,
  DemoProject,
  DemoTicket,
  DemoVisibility,
  LinkType,
  ProjectKey,
} from './company/model.ts';
export { visibilities } from './company/workflow.ts';
/** @public */
export {
  type DemoJira,
  type DemoJiraOptions,
  demoCredentials,
  type Interception,
  startDemoJira,
} from './jira/server.ts';
export type { AdfDocument, AdfNode } from './text/adf.ts';
export { plainText } from './text/adf.ts';

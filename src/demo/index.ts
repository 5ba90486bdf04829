/** The demo: a company that does not exist, and a server that answers for it as Jira Cloud would. */
export type { DemoCompany } from './company/company.ts';
export { organizationNamed } from './company/desk.ts';
export { generateCompany } from './company/generate.ts';
export { roles } from './company/groups.ts';
export type { DemoHolder, DemoPerson, DemoTicket } from './company/model.ts';
export { visibilities } from './company/workflow.ts';
export type { FaultRule } from './faults/fault.ts';
export {
  type DemoJira,
  type DemoJiraOptions,
  demoCredentials,
  demoScopedToken,
  startDemoJira,
} from './jira/server.ts';
export type { RegisteredWebhook, WebhookTarget } from './jira/webhooks.ts';
export { plainTextOf } from './text/markup.ts';

export { type Estimate, estimate, type Sample } from './estimate.ts';
export { type Greeting, greet } from './greet.ts';
export type { JiraBefore } from './jira-before.ts';
export { siteAddress } from './site-address.ts';
export {
  readAccountOf,
  readProjectsOf,
  type SurveyedAccount,
  type SurveyedProject,
} from './survey.ts';

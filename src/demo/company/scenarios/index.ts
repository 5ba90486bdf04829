import type { Scenario } from '../scenario.ts';
import { clientScenarios } from './clients.ts';
import { connectionScenarios } from './connections.ts';
import { dataScenarios } from './data.ts';
import { helpdeskScenarios } from './helpdesk.ts';
import { identityScenarios } from './identity.ts';
import { infrastructureScenarios } from './infrastructure.ts';
import { merchantRequestScenarios } from './merchant-requests.ts';
import { messagingScenarios } from './messaging.ts';
import { paymentScenarios } from './payments.ts';
import { queryScenarios } from './queries.ts';
import { runtimeScenarios } from './runtime.ts';

/** Everything that the company keeps meeting. */
export const scenarios: readonly Scenario[] = [
  ...connectionScenarios,
  ...queryScenarios,
  ...paymentScenarios,
  ...identityScenarios,
  ...messagingScenarios,
  ...runtimeScenarios,
  ...infrastructureScenarios,
  ...clientScenarios,
  ...dataScenarios,
  ...merchantRequestScenarios,
  ...helpdeskScenarios,
];

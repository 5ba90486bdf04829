import type { Scenario } from '../scenario.ts';
import { connectionScenarios } from './connections.ts';
import { queryScenarios } from './queries.ts';

/** Everything that the company keeps meeting. */
export const scenarios: readonly Scenario[] = [...connectionScenarios, ...queryScenarios];

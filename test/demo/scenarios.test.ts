import { describe, expect, it } from 'vitest';
import { epicScenarios } from '../../src/demo/company/epics.ts';
import { createFacts } from '../../src/demo/company/facts.ts';
import { createPeople } from '../../src/demo/company/people.ts';
import { agentPhrases } from '../../src/demo/company/phrases/agents.ts';
import { colleaguePhrases } from '../../src/demo/company/phrases/colleagues.ts';
import { customerPhrases } from '../../src/demo/company/phrases/customers.ts';
import { engineerPhrases } from '../../src/demo/company/phrases/engineers.ts';
import { monitorPhrases } from '../../src/demo/company/phrases/monitor.ts';
import type { Scenario } from '../../src/demo/company/scenario.ts';
import { scenarios } from '../../src/demo/company/scenarios/index.ts';
import { createRandom } from '../../src/demo/random.ts';

const people = createPeople(createRandom(1));
const [reporter, assignee, lead, colleague, agent] = people.teams.payments;
const cast = {
  reporter: reporter!,
  assignee: assignee!,
  lead: lead!,
  colleague: colleague!,
  agent: agent!,
  customer: people.customers[0]!,
};
const versions = { before: '1.0.0', current: '1.1.0', next: '1.2.0' };

/** Every text of a scenario, wherever it hides. */
function templatesOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(templatesOf);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(templatesOf) : [];
}

function speakAll(scenario: Scenario, templates: readonly string[]) {
  const random = createRandom(11);
  for (let round = 0; round < 12; round += 1) {
    const facts = createFacts({ random, scenario, cast, at: Date.UTC(2026, 4, 4, 10), versions });
    for (const template of templates) {
      const said = facts.say(template);
      expect(said, template).not.toMatch(/\{@?[a-zA-Z]\w*\}/);
      expect(said, template).not.toMatch(/undefined,|\[object/);
    }
  }
}

describe('the scenarios', () => {
  it('are many and different', () => {
    expect(scenarios.length).toBeGreaterThanOrEqual(70);
    expect(new Set(scenarios.map((scenario) => scenario.id)).size).toBe(scenarios.length);
    const troubles = scenarios.filter(({ kind }) => kind === 'bug' || kind === 'incident');
    const several = troubles.filter(({ voices }) => Object.keys(voices).length > 1);
    expect(several.length).toBeGreaterThan(50);
  });

  it.each(scenarios.map((scenario) => [scenario.id, scenario] as const))(
    '%s fills every slot it uses',
    (_id, scenario) => {
      const { slots: _slots, ...texts } = scenario;
      speakAll(scenario, templatesOf(texts));
      expect(scenario.cause.length * scenario.fix.length).toBeGreaterThan(0);
    },
  );

  it('have phrases around them that fill every slot, too', () => {
    const around = [
      agentPhrases,
      colleaguePhrases,
      customerPhrases,
      engineerPhrases,
      monitorPhrases,
      epicScenarios,
    ];
    speakAll(scenarios[0]!, around.flatMap(templatesOf));
  });
});

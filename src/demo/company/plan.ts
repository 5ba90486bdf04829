import type { Random } from '../random.ts';
import { day, gap, hour, nextWorkingMoment, openingTime } from './calendar.ts';
import { epicScenarios } from './epics.ts';
import type { Millis, ProjectKey } from './model.ts';
import type { Persona, Scenario } from './scenario.ts';
import { scenarios } from './scenarios/index.ts';

/** A ticket to be written: what it is about, by whom, where and when. */
export interface TicketPlan {
  readonly scenario: Scenario;
  readonly persona: Persona;
  readonly project: ProjectKey;
  readonly created: Millis;
  readonly duplicateOf?: TicketPlan;
  readonly isEpic?: boolean;
}

/** The share of tickets that tell an earlier ticket's matter again in other words. */
const duplicateShare = 0.085;

/** Routines have fewer scenarios than troubles, and every one of them comes in more often than it is worth reading. */
const kindWeights: Readonly<Record<Scenario['kind'], number>> = {
  incident: 1.3,
  bug: 1.1,
  task: 1,
  request: 0.6,
  question: 0.5,
};

/** Teams with few scenarios of their own that get many tickets, and the reverse. */
const teamWeights: Readonly<Partial<Record<ProjectKey, number>>> = {
  MOB: 1.7,
  WEB: 1.5,
  PAY: 1.3,
  ITH: 0.65,
};

/** How often each persona opens a ticket, where the scenario gives it a voice. */
const personaWeights: Readonly<Record<Persona, number>> = {
  customer: 3.4,
  agent: 1.6,
  engineer: 5.5,
  bot: 1.6,
};

function drawPersona(random: Random, scenario: Scenario, not?: Persona): Persona {
  const voiced = Object.keys(scenario.voices) as Persona[];
  const others = voiced.filter((persona) => persona !== not);
  const choices = others.length > 0 ? others : voiced;
  return random.weighted(choices.map((persona) => [persona, personaWeights[persona]] as const));
}

function projectFor(random: Random, scenario: Scenario, persona: Persona): ProjectKey {
  if (persona === 'customer') return scenario.desk;
  if (persona === 'agent') return random.chance(0.4) ? scenario.desk : scenario.home;
  return scenario.home;
}

/** Plans `count` tickets, in the order of their creation; a duplicate always comes after its original. */
export function planTickets(random: Random, count: number, now: Millis): TicketPlan[] {
  const weighted = scenarios.map(
    (scenario) =>
      [
        scenario,
        (scenario.weight ?? 1) * kindWeights[scenario.kind] * (teamWeights[scenario.home] ?? 1),
      ] as const,
  );
  const plans: TicketPlan[] = [];
  const originals: TicketPlan[] = [];

  const epics = epicScenarios.slice(0, Math.floor(count / 60));
  for (const scenario of epics) {
    const created = nextWorkingMoment(random, now - random.int(60, 700) * day);
    plans.push({ scenario, persona: 'engineer', project: scenario.home, created, isEpic: true });
  }

  while (plans.length < count) {
    if (originals.length > 5 && random.chance(duplicateShare)) {
      const original = random.pick(originals);
      const persona = drawPersona(random, original.scenario, original.persona);
      const created = original.created + hour / 2 + gap(random, 3 * day);
      // The same persona and project would mean the same words: that is no duplicate worth having.
      if (persona === original.persona || created > now - hour) continue;
      const project = projectFor(random, original.scenario, persona);
      plans.push({ scenario: original.scenario, persona, project, created, duplicateOf: original });
      continue;
    }
    const scenario = random.weighted(weighted);
    const persona = drawPersona(random, scenario);
    const created = openingTime(random, now, persona !== 'bot');
    const plan = { scenario, persona, project: projectFor(random, scenario, persona), created };
    plans.push(plan);
    originals.push(plan);
  }
  return plans.sort((one, other) => one.created - other.created);
}

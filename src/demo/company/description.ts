import { roughen } from '../text/roughness.ts';
import type { Facts } from './facts.ts';
import { agentPhrases } from './phrases/agents.ts';
import { engineerPhrases } from './phrases/engineers.ts';
import { monitorPhrases } from './phrases/monitor.ts';
import type { Persona, Scenario } from './scenario.ts';
import { askerPhrases } from './threads/service.ts';
import { paragraphs } from './threads/step.ts';

/** The first words of a ticket, still as markup. */
export interface Opening {
  readonly summary: string;
  readonly description: string;
  readonly environment: string | null;
  /** The evidence that the description did not show; the thread may. */
  readonly unusedEvidence: readonly string[];
}

/** Which report of a voice a case uses, and whether its writer is in a hurry, follows from the case's randomness. */
export function writeOpening(scenario: Scenario, persona: Persona, facts: Facts): Opening {
  const { random } = facts;
  const voice = scenario.voices[persona]!;
  const report = random.pick(voice.reports);
  const hurried = persona === 'customer' && random.chance(0.28);
  const evidence = random.sample(scenario.evidence ?? [], scenario.evidence?.length ?? 0);
  const parts: (string | undefined)[] = [];

  const sometimes = (chance: number, choices: readonly string[]) => {
    if (choices.length > 0 && random.chance(chance)) parts.push(random.pick(choices));
  };

  if (persona === 'customer') {
    const asker = askerPhrases({ scenario });
    const routine = scenario.kind === 'request' || scenario.kind === 'question';
    sometimes(0.6, asker.greetings);
    parts.push(report);
    sometimes(routine ? 0 : 0.6, asker.circumstances);
    sometimes(routine ? 0.1 : 0.45, asker.impact);
    sometimes(0.5, asker.asks);
    sometimes(0.6, asker.closings);
  } else if (persona === 'agent') {
    parts.push(report);
    if (scenario.desk === 'SUP') {
      sometimes(0.65, agentPhrases.summaries);
      sometimes(0.6, agentPhrases.reproduction);
    }
    if (random.chance(0.4)) parts.push(evidence.pop());
  } else if (persona === 'engineer') {
    parts.push(report);
    if (random.chance(0.8)) parts.push(evidence.pop());
    if (scenario.kind !== 'task') {
      sometimes(0.5, engineerPhrases.impact);
      sometimes(0.6, engineerPhrases.context);
    }
  } else {
    parts.push(random.pick(monitorPhrases.heads), report, random.pick(monitorPhrases.facts));
    if (random.chance(0.75)) parts.push(evidence.pop());
    sometimes(0.6, monitorPhrases.changes);
    parts.push(random.pick(monitorPhrases.tails));
  }

  const rough = (text: string) => (hurried ? roughen(text, random) : text);
  const environments = scenario.environment ?? [];
  const withEnvironment = environments.length > 0 && persona !== 'customer' && random.chance(0.5);
  return {
    summary: rough(facts.say(random.pick(voice.titles))).slice(0, 250),
    description: rough(facts.say(paragraphs(...parts))),
    environment: withEnvironment ? facts.say(random.pick(environments)) : null,
    unusedEvidence: evidence,
  };
}

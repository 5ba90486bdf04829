import type { Random } from '../random.ts';
import { roughen } from '../text/roughness.ts';
import type { Facts } from './facts.ts';
import { keepsLogs, logNoise } from './log-noise.ts';
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
  /** The findings that the description did not tell; never empty unless the scenario has none. */
  readonly unusedFindings: readonly string[];
}

/** What people add to a title, now and then. */
const titleTails: Readonly<Record<Persona, readonly string[]>> = {
  customer: ['!', ' - urgent', ' [since yesterday|since {dayName}]', '???', ', please help'],
  agent: [' ({region})', ' - {shop}', ' ({merchantId})', ' [again|, second case]'],
  engineer: [
    ' ({cluster})',
    ' in {version}',
    ' since {version}',
    ' [on production|in {region}]',
    ' (seen on {cluster})',
  ],
  bot: [' x{few}', ' for {minutes}m', ''],
};

/** No tail where the title already says where or since when. */
function titleTail(title: string, persona: Persona, random: Random): string {
  if (/\{(shop|version|cluster|region)\}|since|\b(in|at|on|after) |[!?]/.test(title)) return '';
  return random.chance(persona === 'customer' ? 0.2 : 0.55) ? random.pick(titleTails[persona]) : '';
}

/** What a customer said about it, as a colleague passes it on. */
function quoted(random: Random, scenario: Scenario, intro: string): string | undefined {
  const customer = scenario.voices.customer;
  return customer && `${intro}\n> ${random.pick(customer.reports).replaceAll(/\n+/g, ' ')}`;
}

/** Which report of a voice a case uses, and whether its writer is in a hurry, follows from the case's randomness. */
export function writeOpening(scenario: Scenario, persona: Persona, facts: Facts): Opening {
  const { random } = facts;
  const voice = scenario.voices[persona]!;
  const title = random.pick(voice.titles);
  const report = random.pick(voice.reports);
  const hurried = persona === 'customer' && random.chance(0.28);
  const evidence = random.sample(scenario.evidence ?? [], scenario.evidence?.length ?? 0);
  const parts: (string | undefined)[] = [];
  const isTrouble = scenario.kind !== 'task' && scenario.urgency !== 'low';
  const logs = keepsLogs(scenario);
  let told: readonly string[] = [];

  const sometimes = (chance: number, choices: readonly string[]) => {
    if (choices.length > 0 && random.chance(chance)) parts.push(random.pick(choices));
  };

  if (persona === 'customer') {
    const asker = askerPhrases({ scenario });
    const routine = scenario.kind === 'request' || scenario.kind === 'question';
    sometimes(0.6, asker.greetings);
    parts.push(report);
    if (!routine) {
      parts.push(
        ...random.sample(
          asker.circumstances,
          random.weighted([
            [0, 1],
            [1, 4],
            [2, 5],
          ]),
        ),
      );
      sometimes(0.75, asker.impact);
    }
    sometimes(0.6, asker.asks);
    sometimes(0.6, asker.closings);
  } else if (persona === 'agent') {
    parts.push(report);
    if (random.chance(0.85)) parts.push(quoted(random, scenario, 'In [their|the merchant’s] own words:'));
    if (scenario.desk === 'SUP') {
      parts.push(random.pick(agentPhrases.summaries));
      parts.push(...random.sample(agentPhrases.reproduction, random.int(1, 3)));
    }
  } else if (persona === 'engineer') {
    parts.push(report);
    if (random.chance(0.85)) parts.push(evidence.pop());
    if (random.chance(0.5)) parts.push(evidence.pop());
    if (isTrouble) {
      if (random.chance(0.22))
        parts.push(quoted(random, scenario, 'How [it looks to a merchant|support describes it]:'));
      if (logs && random.chance(0.6)) {
        parts.push(`Around that time:\n${logNoise(random, scenario.service)}`);
      }
      if (random.chance(0.45)) {
        told = random.sample(scenario.findings, Math.min(random.int(1, 2), scenario.findings.length - 1));
        if (told.length > 0)
          parts.push(`Checked so far:\n${told.map((finding) => `- ${finding}`).join('\n')}`);
      }
      sometimes(0.8, engineerPhrases.impact);
      parts.push(
        ...random.sample(
          engineerPhrases.context,
          random.weighted([
            [0, 1],
            [1, 3],
            [2, 4],
            [3, 2],
          ]),
        ),
      );
    }
  } else {
    parts.push(random.pick(monitorPhrases.heads), report, random.pick(monitorPhrases.facts));
    if (random.chance(0.8)) parts.push(evidence.pop());
    if (logs && random.chance(0.7)) parts.push(`Last log lines:\n${logNoise(random, scenario.service)}`);
    sometimes(0.75, monitorPhrases.changes);
    parts.push(random.pick(monitorPhrases.tails));
  }

  const rough = (text: string) => (hurried ? roughen(text, random) : text);
  const environments = scenario.environment ?? [];
  const withEnvironment = environments.length > 0 && persona !== 'customer' && random.chance(0.5);
  return {
    summary: rough(facts.say(title + titleTail(title, persona, random))).slice(0, 250),
    description: rough(facts.say(paragraphs(...parts))),
    environment: withEnvironment ? facts.say(random.pick(environments)) : null,
    unusedEvidence: evidence,
    unusedFindings: scenario.findings.filter((finding) => !told.includes(finding)),
  };
}

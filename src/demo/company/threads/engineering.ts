import type { Random } from '../../random.ts';
import { day, hour, minute } from '../calendar.ts';
import { keepsLogs, logNoise } from '../log-noise.ts';
import { engineerPhrases as phrases } from '../phrases/engineers.ts';
import { monitorPhrases } from '../phrases/monitor.ts';
import { joined, paragraphs, type Step, type Telling, type Thread } from './step.ts';

type Tell = (telling: Telling) => Thread;

/** The wait between comments that suits the ticket: incidents are told by the minute, tasks by the day. */
const pace = ({ scenario }: Telling) => (scenario.kind === 'incident' ? 70 * minute : 20 * hour);

/** Some of the findings, in the order in which they were made. */
function someOf(random: Random, findings: readonly string[], count: number): string[] {
  const chosen = new Set(random.sample(findings, count));
  return findings.filter((finding) => chosen.has(finding));
}

function diagnosis(telling: Telling, count: number): Step[] {
  const { facts, scenario, evidence, findings } = telling;
  const { random } = facts;
  const wait = pace(telling);
  const steps = someOf(random, findings, count).map((finding): Step => {
    const by = random.weighted([
      ['assignee', 5],
      ['colleague', 2],
      ['lead', 1],
    ] as const);
    return { by, text: joined(random.pick(phrases.openers), finding), wait };
  });
  const first = steps[0];
  if (!first || scenario.kind === 'task') return steps;
  const remaining = evidence.length > 0 && random.chance(0.7) ? random.pick(evidence) : undefined;
  const shown =
    remaining ?? (keepsLogs(scenario) && random.chance(0.4) ? logNoise(random, scenario.service) : undefined);
  if (!shown) return steps;
  const text = paragraphs(first.text, random.pick(phrases.evidenceIntros), shown);
  return [{ ...first, text }, ...steps.slice(1)];
}

function triage(telling: Telling): Step[] {
  const { random } = telling.facts;
  if (!random.chance(0.45)) return [];
  const wait = pace(telling);
  const asked: Step = {
    by: random.pick(['lead', 'colleague'] as const),
    text: random.pick(phrases.triage),
    wait,
  };
  return random.chance(0.5) ? [asked, { by: 'assignee', text: random.pick(phrases.answers), wait }] : [asked];
}

function ending(telling: Telling): Step[] {
  const { random } = telling.facts;
  const { scenario } = telling;
  const wait = pace(telling);
  const steps: Step[] = [];
  if (random.chance(0.55)) {
    // Where customers exist, the scenario's confirmations are theirs.
    const own = scenario.voices.customer ? undefined : scenario.confirm;
    const words = own && random.chance(0.5) ? own : phrases.confirmed;
    steps.push({
      by: random.pick(['reporter', 'assignee', 'colleague'] as const),
      text: random.pick(words),
      wait: 2 * wait,
    });
  }
  if (scenario.kind === 'incident' && random.chance(0.35)) {
    steps.push({ by: 'assignee', text: postMortem(telling), wait: 40 * hour });
  } else if (random.chance(0.16)) steps.push({ by: 'assignee', text: random.pick(phrases.followUps), wait });
  return steps;
}

/** The report that the company asks for after an incident. */
function postMortem({ scenario, facts }: Telling): string {
  const { random } = facts;
  const timeline = scenario.findings.map((finding) => `- ${finding.replaceAll('\n', ' ')}`).join('\n');
  return paragraphs(
    '# Post-mortem [summary|(short form)|]',
    '**Impact:** {service} [degraded|failing] in {region} for {minutes} minutes, {percent} % of requests[, {dozens} merchants noticed|].',
    `**How we found it:**\n${timeline}`,
    `**Cause:** ${random.pick(scenario.cause)}`,
    `**Fix:** ${random.pick(scenario.fix)}`,
    `**Next:**\n${random
      .sample(phrases.actionItems, 3)
      .map((item) => `- ${item}`)
      .join('\n')}`,
  );
}

/** Found, explained, fixed, confirmed. */
export const solved: Tell = (telling) => {
  const { scenario, facts } = telling;
  const { random } = facts;
  const wait = pace(telling);
  // Nobody writes at length about small things.
  const isSmall = scenario.kind === 'task' || scenario.urgency === 'low';
  const maybe = (chance: number, choices: readonly string[]) =>
    random.chance(chance) ? random.pick(choices) : undefined;
  const thoughts = isSmall ? [] : random.sample(phrases.reflections, random.int(0, 2));
  const cause = paragraphs(random.pick(scenario.cause), ...thoughts);
  const fix = paragraphs(
    random.pick(scenario.fix),
    maybe(0.4, phrases.shipped),
    maybe(isSmall ? 0.2 : 0.85, phrases.verification),
  );
  if (random.chance(0.2)) {
    const text = joined(random.pick(phrases.openers), paragraphs(cause, fix));
    return { steps: [{ by: 'assignee', text, wait: 2 * wait }, ...ending(telling)], outcome: 'fixed' };
  }
  const steps = [
    ...triage(telling),
    ...diagnosis(
      telling,
      random.weighted([
        [1, 4],
        [2, 5],
        [3, 2],
      ]),
    ),
  ];
  if (random.chance(scenario.desk === 'SUP' && !isSmall ? 0.35 : 0)) {
    steps.push({ by: 'agent', text: random.pick(phrases.supportUpdates), wait });
  }
  steps.push({ by: 'assignee', text: cause, wait });
  if (scenario.workaround && random.chance(0.42)) {
    steps.push({ by: 'assignee', text: random.pick(scenario.workaround), wait });
  }
  steps.push({ by: 'assignee', text: fix, wait: 1.5 * wait });
  return { steps: [...steps, ...ending(telling)], outcome: 'fixed' };
};

/** A first fix did not help; a second one did, or nobody tried again. */
export const wrongTurn: Tell = (telling) => {
  const { scenario, facts } = telling;
  const { random } = facts;
  const wait = pace(telling);
  const steps: Step[] = [
    ...diagnosis(telling, 1),
    { by: 'assignee', text: random.pick(scenario.wrongTurn ?? phrases.shipped), wait },
    { by: 'reporter', text: random.pick(phrases.chasers), wait: 2 * wait },
  ];
  if (!random.chance(0.75)) return { steps, outcome: 'inProgress' };
  steps.push(
    { by: 'colleague', text: random.pick(scenario.cause), wait },
    { by: 'assignee', text: random.pick(scenario.fix), wait },
    ...ending(telling),
  );
  return { steps, outcome: 'fixed' };
};

/** Only a way around it exists so far. */
export const workaroundOnly: Tell = (telling) => {
  const { scenario, facts } = telling;
  const text = facts.random.pick(scenario.workaround ?? scenario.fix);
  return {
    steps: [...diagnosis(telling, 1), { by: 'assignee', text, wait: pace(telling) }],
    outcome: 'workaround',
  };
};

/** Asked about again and again, then closed without a word about the matter. */
export const unanswered: Tell = ({ facts }) => {
  const { random } = facts;
  const steps = random
    .sample(phrases.chasers, random.int(1, 3))
    .map(
      (text): Step => ({ by: random.pick(['reporter', 'agent', 'colleague'] as const), text, wait: 9 * day }),
    );
  steps.push({ by: 'automation', text: random.pick(monitorPhrases.staleNotice), wait: 25 * day });
  return { steps, outcome: 'unanswered' };
};

/** Nobody's ticket: handed from team to team. */
export const pingPong: Tell = ({ facts }) => {
  const { random } = facts;
  const steps = random
    .sample(phrases.bounces, random.int(2, 4))
    .map((text, turn): Step => ({ by: turn % 2 === 0 ? 'assignee' : 'colleague', text, wait: 3 * day }));
  steps.push({ by: 'reporter', text: random.pick(phrases.chasers), wait: 5 * day });
  return { steps, outcome: random.chance(0.5) ? 'inProgress' : 'wontDo' };
};

/** Closed with a shrug. */
export const dismissed: Tell = ({ facts }) => {
  const { random } = facts;
  const text = random.pick(phrases.dismissals);
  return {
    steps: [{ by: 'assignee', text, wait: 12 * day }],
    outcome: random.chance(0.6) ? 'cannotReproduce' : 'wontDo',
  };
};

/** Somebody is at it. */
export const underWay: Tell = (telling) => {
  const { random } = telling.facts;
  return { steps: [...triage(telling), ...diagnosis(telling, random.int(0, 2))], outcome: 'inProgress' };
};

/** A big incident, told by everybody on the call: twenty and more short comments around the findings. */
export const warRoom: Tell = (telling) => {
  const { scenario, facts } = telling;
  const { random } = facts;
  const everybody = ['assignee', 'colleague', 'lead', 'agent', 'reporter'] as const;
  const chatter = (count: number) =>
    random.sample(phrases.warRoom, count).map(
      (text): Step => ({
        by: random.chance(0.15) ? 'monitor' : random.pick(everybody),
        text: text.includes('{service}') || !random.chance(0.15) ? text : random.pick(monitorPhrases.updates),
        wait: 9 * minute,
      }),
    );
  const steps: Step[] = chatter(random.int(4, 9));
  for (const finding of scenario.findings) {
    steps.push({ by: 'assignee', text: finding, wait: 12 * minute }, ...chatter(random.int(1, 6)));
  }
  if (scenario.wrongTurn)
    steps.push({ by: 'colleague', text: random.pick(scenario.wrongTurn), wait: 10 * minute });
  steps.push(...chatter(random.int(1, 5)));
  steps.push({ by: 'assignee', text: random.pick(scenario.cause), wait: 15 * minute });
  steps.push(
    { by: 'assignee', text: random.pick(scenario.fix), wait: 20 * minute },
    ...chatter(random.int(2, 5)),
  );
  return { steps: [...steps, ...ending(telling)], outcome: 'fixed' };
};

const pointers = [
  'Duplicate of {original}.',
  'Same [root cause|thing] as {original}, [closing this one|let us continue there].',
  'This is {original} [seen from the other side|in other words]. Closing as duplicate.',
  '[Merging|Folding this] into {original}. {@reporter} [please follow that one|I added you as a watcher].',
];

/** Recognised as another ticket's matter; sometimes only after a look of its own. */
export const duplicate: Tell = (telling) => {
  const { random } = telling.facts;
  const pointer = random.pick(pointers).replaceAll('{original}', telling.original ?? '');
  const before = random.chance(0.3) ? [...triage(telling), ...diagnosis(telling, 1)] : [];
  return { steps: [...before, { by: 'assignee', text: pointer, wait: 10 * hour }], outcome: 'duplicate' };
};

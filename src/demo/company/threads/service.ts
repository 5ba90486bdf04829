import { day, hour } from '../calendar.ts';
import { keepsLogs, logNoise } from '../log-noise.ts';
import { agentPhrases as phrases } from '../phrases/agents.ts';
import { colleaguePhrases } from '../phrases/colleagues.ts';
import { type AskerPhrases, customerPhrases } from '../phrases/customers.ts';
import { monitorPhrases } from '../phrases/monitor.ts';
import { paragraphs, type Step, type Telling, type Thread } from './step.ts';

type Tell = (telling: Telling) => Thread;

/** The words of whoever asks: a customer of the company, or a colleague at the IT helpdesk. */
export const askerPhrases = ({ scenario }: Pick<Telling, 'scenario'>): AskerPhrases =>
  scenario.desk === 'ITH' ? colleaguePhrases : customerPhrases;

const isRoutine = ({ scenario }: Telling) => scenario.kind === 'request' || scenario.kind === 'question';

function opening(telling: Telling): Step[] {
  const { random } = telling.facts;
  const asker = askerPhrases(telling);
  const steps: Step[] = [];
  if (random.chance(0.75))
    steps.push({ by: 'agent', text: random.pick(phrases.acknowledgements), wait: 3 * hour });
  if (!isRoutine(telling) && random.chance(0.5)) {
    const question =
      telling.scenario.desk === 'ITH'
        ? 'Since when, and [does it happen on another network|which machine is it]?'
        : random.pick(phrases.questions);
    steps.push({ by: 'agent', text: question, wait: 2 * hour });
    const details = paragraphs(
      random.pick(asker.details),
      random.chance(0.5) ? random.pick(asker.circumstances) : undefined,
    );
    steps.push({ by: 'customer', text: details, wait: 6 * hour });
  }
  return steps;
}

/** What the team tells each other about the cause, where the customer does not read it. */
function backstage(telling: Telling, chance: number): Step[] {
  const { facts, scenario } = telling;
  const { random } = facts;
  if (!random.chance(chance)) return [];
  const finding = random.pick(scenario.findings.length > 0 ? scenario.findings : scenario.cause);
  const logs = keepsLogs(scenario) ? [logNoise(random, scenario.service)] : [];
  const proof = scenario.home === scenario.desk ? [] : [...(scenario.evidence ?? []), ...logs];
  const text = paragraphs(
    finding,
    random.chance(0.5) ? random.pick(scenario.cause) : undefined,
    proof.length > 0 && random.chance(0.6) ? random.pick(proof) : undefined,
  );
  return [{ by: random.pick(['colleague', 'agent'] as const), text, wait: 5 * hour, audience: 'note' }];
}

/** The explanation for the customer: the scenario's own words for it, or the fix as it stands. */
const explanation = (telling: Telling) =>
  telling.facts.random.pick(telling.scenario.reply ?? telling.scenario.fix);

function goodbye(telling: Telling): Step[] {
  const { random } = telling.facts;
  const asker = askerPhrases(telling);
  const steps: Step[] = [];
  if (random.chance(0.6)) {
    const words = telling.scenario.confirm && random.chance(0.35) ? telling.scenario.confirm : asker.thanks;
    steps.push({ by: 'customer', text: random.pick(words), wait: 14 * hour });
  }
  if (random.chance(0.16)) steps.push({ by: 'agent', text: random.pick(phrases.closings), wait: 5 * hour });
  return steps;
}

/** Asked, looked at, explained, confirmed. */
export const solved: Tell = (telling) => {
  const { random } = telling.facts;
  const routine = isRoutine(telling);
  const assured = !routine && telling.scenario.desk === 'SUP' && random.chance(0.8);
  const answer = paragraphs(
    explanation(telling),
    ...(assured ? random.sample(phrases.assurances, random.int(1, 2)) : []),
    random.chance(0.45) ? random.pick(phrases.closings) : undefined,
  );
  const steps: Step[] = [
    ...opening(telling),
    ...backstage(telling, routine ? 0.05 : 0.17),
    { by: 'agent', text: answer, wait: 10 * hour },
    ...goodbye(telling),
  ];
  return { steps, outcome: routine ? 'answered' : 'fixed' };
};

/** The first advice was wrong. */
export const wrongTurn: Tell = (telling) => {
  const { random } = telling.facts;
  const asker = askerPhrases(telling);
  // An engineer's wrong fix is no advice for a customer; the IT desk's own wrong advice is.
  const { wrongTurn: ownAdvice, home, desk } = telling.scenario;
  const advice = ownAdvice && home === desk && random.chance(0.7) ? ownAdvice : phrases.brushOffs;
  const steps: Step[] = [
    ...opening(telling),
    { by: 'agent', text: random.pick(advice), wait: 8 * hour },
    {
      by: 'customer',
      text: random.pick(random.chance(0.35) ? asker.angry : asker.stillBroken),
      wait: 15 * hour,
    },
  ];
  if (!random.chance(0.65)) {
    steps.push({ by: 'agent', text: random.pick(phrases.brushOffs), wait: 2 * day });
    return { steps, outcome: 'unanswered' };
  }
  steps.push(
    ...backstage(telling, 0.25),
    { by: 'agent', text: explanation(telling), wait: day },
    ...goodbye(telling),
  );
  return { steps, outcome: 'fixed' };
};

/** Nobody answers until the clock closes it. */
export const unanswered: Tell = (telling) => {
  const { random } = telling.facts;
  const asker = askerPhrases(telling);
  const steps = random
    .sample(asker.chasers, random.int(1, 3))
    .map((text): Step => ({ by: 'customer', text, wait: 4 * day }));
  if (random.chance(0.4)) steps.push({ by: 'customer', text: random.pick(asker.angry), wait: 5 * day });
  const last: Step = random.chance(0.5)
    ? { by: 'automation', text: random.pick(monitorPhrases.staleNotice), wait: 14 * day }
    : { by: 'agent', text: random.pick(phrases.brushOffs), wait: 8 * day };
  return { steps: [...steps, last], outcome: 'unanswered' };
};

/** Passed from desk to desk in front of the customer. */
export const pingPong: Tell = (telling) => {
  const { random } = telling.facts;
  const asker = askerPhrases(telling);
  const steps: Step[] = [
    { by: 'agent', text: random.pick(phrases.handovers), wait: 8 * hour },
    { by: 'customer', text: random.pick(asker.chasers), wait: 3 * day },
    { by: 'colleague', text: random.pick(phrases.handovers), wait: 2 * day },
    { by: 'customer', text: random.pick(asker.angry), wait: 3 * day },
  ];
  return { steps: steps.slice(0, random.int(2, 4)), outcome: 'inProgress' };
};

/** Known to engineering, with advice for the time being. */
export const workaroundOnly: Tell = (telling) => {
  const { scenario, facts } = telling;
  const text = facts.random.pick(scenario.workaround ?? scenario.reply ?? scenario.fix);
  return { steps: [...opening(telling), { by: 'agent', text, wait: 9 * hour }], outcome: 'workaround' };
};

/** Somebody is at it. */
export const underWay: Tell = (telling) => ({
  steps: [...opening(telling), ...backstage(telling, 0.2)],
  outcome: 'inProgress',
});

/** A correspondence that does not end: question, half an answer, next question, over weeks. */
export const longCorrespondence: Tell = (telling) => {
  const { random } = telling.facts;
  const { scenario } = telling;
  const asker = askerPhrases(telling);
  const steps: Step[] = [...opening(telling)];
  for (const finding of scenario.findings) {
    steps.push(
      { by: 'colleague', text: finding, wait: 8 * hour, audience: 'note' },
      { by: 'agent', text: random.pick([...phrases.acknowledgements, ...phrases.questions]), wait: 8 * hour },
      { by: 'customer', text: random.pick([...asker.details, ...asker.stillBroken]), wait: day },
    );
    if (random.chance(0.6)) steps.push({ by: 'customer', text: random.pick(asker.chasers), wait: 2 * day });
  }
  steps.push({ by: 'agent', text: explanation(telling), wait: day }, ...goodbye(telling));
  return { steps, outcome: 'fixed' };
};

const pointers = [
  'Hi {customer}, [this is|we already know about this:] the same problem as {original}; I [will continue|am keeping you posted] there.',
  '[Known|This is known], tracked in {original}. Closing this [one|request] as a duplicate.',
  'Hello {customer}, [another request|a ticket] for this [exists|is open] already ({original}), so I am [merging|closing] this one.',
];

/** Recognised as another ticket's matter. */
export const duplicate: Tell = (telling) => {
  const { random } = telling.facts;
  const pointer = random.pick(pointers).replaceAll('{original}', telling.original ?? '');
  return {
    steps: [...opening(telling).slice(0, 2), { by: 'agent', text: pointer, wait: 8 * hour }],
    outcome: 'duplicate',
  };
};

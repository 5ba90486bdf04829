import { roughen } from '../text/roughness.ts';
import { gap, hour, minute, nextWorkingMoment } from './calendar.ts';
import type { Facts } from './facts.ts';
import type { DemoComment, DemoPerson, DemoVisibility, Millis } from './model.ts';
import type { People } from './people.ts';
import { agentPhrases } from './phrases/agents.ts';
import { engineerPhrases } from './phrases/engineers.ts';
import type { Scenario } from './scenario.ts';
import type { Step, Thread } from './threads/step.ts';
import { visibilities } from './workflow.ts';

/** A thread as it was really written: comments in time, cut off where the present begins. */
export interface Conversation {
  readonly comments: readonly DemoComment[];
  /** True where the thread was not over yet at `now`. */
  readonly cutOff: boolean;
}

interface Setting {
  readonly scenario: Scenario;
  readonly facts: Facts;
  readonly people: People;
  readonly atDesk: boolean;
  readonly created: Millis;
  readonly now: Millis;
}

/** How many threads get a remark that not everybody may read, besides the notes that their plot has anyway. */
const restrictedShare = { atDesk: 0.11, engineering: 0.075 };

function withRestrictedRemark(thread: Thread, setting: Setting): readonly Step[] {
  const { facts, scenario, atDesk } = setting;
  const { random } = facts;
  const { steps } = thread;
  const share = atDesk ? restrictedShare.atDesk : restrictedShare.engineering;
  if (steps.length === 0 || thread.outcome === 'duplicate' || !random.chance(share)) return steps;
  const common = atDesk ? (scenario.desk === 'SUP' ? agentPhrases.internal : []) : engineerPhrases.internal;
  const choices = scenario.internal && random.chance(0.6) ? scenario.internal : common;
  if (choices.length === 0) return steps;
  const audience = atDesk && random.chance(0.65) ? 'note' : 'restricted';
  const remark: Step = {
    by: atDesk ? 'agent' : 'lead',
    text: random.pick(choices),
    wait: 2 * hour,
    audience,
  };
  const at = random.int(Math.min(1, steps.length), steps.length);
  return [...steps.slice(0, at), remark, ...steps.slice(at)];
}

type WeightedVisibility = readonly [DemoVisibility, number];

const deskRestrictions: readonly WeightedVisibility[] = [
  [visibilities.serviceDeskTeam, 5],
  [visibilities.finance, 1],
  [visibilities.administrators, 1],
];

const engineeringRestrictions: readonly WeightedVisibility[] = [
  [visibilities.developers, 4],
  [visibilities.incidentCommanders, 3],
  [visibilities.security, 2],
  [visibilities.administrators, 1],
];

/** Writes a thread's comments: every one gets its time first, and is then said as of that time. */
export function writeConversation(thread: Thread, setting: Setting): Conversation {
  const { facts, people, atDesk, now, scenario } = setting;
  const { random } = facts;
  const hurriedCustomer = random.chance(0.25);
  const person = (by: Step['by']): DemoPerson =>
    by === 'monitor' ? people.monitor : by === 'automation' ? people.automation : facts.cast[by];
  const comments: DemoComment[] = [];
  let at = setting.created;
  for (const step of withRestrictedRemark(thread, setting)) {
    at += gap(random, step.wait);
    const author = person(step.by);
    const atAnyHour = author.accountType === 'app' || (scenario.kind === 'incident' && !atDesk);
    if (!atAnyHour) at = nextWorkingMoment(random, at);
    if (at > now - minute) return { comments, cutOff: true };
    facts.moveTo(at);
    let text = facts.say(step.text).trim();
    if (hurriedCustomer && author.accountType === 'customer') text = roughen(text, random);
    const hidden = step.audience === 'note' || step.audience === 'restricted';
    comments.push({
      id: '',
      author,
      created: at,
      updated: random.chance(0.04) ? Math.min(at + random.int(1, 40) * minute, now - 1) : at,
      body: text,
      ...(step.audience === 'restricted'
        ? { visibility: random.weighted(atDesk ? deskRestrictions : engineeringRestrictions) }
        : {}),
      ...(atDesk ? { jsdPublic: !hidden } : {}),
    });
  }
  return { comments, cutOff: false };
}

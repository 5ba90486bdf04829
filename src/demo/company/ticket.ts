import type { Random } from '../random.ts';
import { drawAttachments } from './attachments.ts';
import { day, gap, minute } from './calendar.ts';
import { castTicket } from './casting.ts';
import { writeConversation } from './conversation.ts';
import { writeOpening } from './description.ts';
import { organizationNamed, requestTypeNamed } from './desk.ts';
import { createFacts } from './facts.ts';
import type {
  DemoIssueType,
  DemoProject,
  DemoSecurityScheme,
  DemoStatus,
  DemoTicket,
  Millis,
  Named,
} from './model.ts';
import type { People } from './people.ts';
import type { TicketPlan } from './plan.ts';
import { versionsAround } from './projects.ts';
import { drawSecurityLevel } from './security.ts';
import { tellThread } from './threads/plot.ts';
import type { Outcome } from './threads/step.ts';
import { issueTypes, priorities, resolutions, statuses } from './workflow.ts';

/** What writing one ticket needs beside its plan. */
export interface Desk {
  readonly random: Random;
  readonly people: People;
  readonly project: DemoProject;
  readonly schemes: readonly DemoSecurityScheme[];
  readonly now: Millis;
  readonly id: string;
  readonly key: string;
  /** The original's key and what it is about, where the plan is a duplicate. */
  readonly original?: { readonly key: string; readonly values: ReadonlyMap<string, string> };
}

/** A ticket still without links, a parent, a history and the ids of what is in it, and the values its duplicates share. */
export interface WrittenTicket {
  readonly ticket: DemoTicket;
  readonly values: ReadonlyMap<string, string>;
}

function issueTypeOf(plan: TicketPlan, atDesk: boolean, random: Random): DemoIssueType {
  if (plan.isEpic) return issueTypes.epic;
  const { kind } = plan.scenario;
  if (atDesk) {
    if (kind === 'request' || kind === 'task') return issueTypes.request;
    return kind === 'question' ? issueTypes.question : issueTypes.incident;
  }
  if (kind === 'task' || kind === 'request') return random.chance(0.3) ? issueTypes.story : issueTypes.task;
  if (kind === 'incident') return random.chance(0.6) ? issueTypes.incident : issueTypes.bug;
  return issueTypes.bug;
}

function priorityOf(plan: TicketPlan, random: Random): Named {
  const { highest, high, medium, low, lowest } = priorities;
  const urgency = plan.scenario.urgency ?? (plan.scenario.kind === 'incident' ? 'high' : 'normal');
  const weights = { high: [2, 5, 3, 0.4, 0], normal: [0.3, 2, 6, 1.5, 0.3], low: [0, 0.5, 4, 4, 1.5] }[
    urgency
  ];
  return random.weighted([highest, high, medium, low, lowest].map((one, at) => [one, weights[at]!] as const));
}

const closed: ReadonlySet<Outcome> = new Set([
  'fixed',
  'answered',
  'duplicate',
  'cannotReproduce',
  'wontDo',
  'unanswered',
]);

function resolutionOf(outcome: Outcome, atDesk: boolean, random: Random): Named | null {
  switch (outcome) {
    case 'fixed':
      return atDesk || random.chance(0.4) ? resolutions.done : resolutions.fixed;
    case 'answered':
      return resolutions.done;
    case 'duplicate':
      return resolutions.duplicate;
    case 'cannotReproduce':
      return resolutions.cannotReproduce;
    case 'wontDo':
      return resolutions.wontDo;
    case 'unanswered':
      return atDesk && random.chance(0.5) ? resolutions.done : resolutions.wontDo;
    case 'workaround':
      return random.chance(0.5) ? resolutions.knownError : null;
    default:
      return null;
  }
}

function statusOf(outcome: Outcome, isResolved: boolean, atDesk: boolean, random: Random): DemoStatus {
  if (atDesk) {
    if (isResolved) return random.chance(0.55) ? statuses.resolved : statuses.closed;
    if (outcome === 'untouched') return statuses.open;
    return random.pick([statuses.waitingForSupport, statuses.waitingForCustomer, statuses.escalated]);
  }
  if (isResolved) return statuses.done;
  if (outcome === 'untouched') return random.pick([statuses.todo, statuses.backlog]);
  return random.weighted([
    [statuses.inProgress, 5],
    [statuses.inReview, 2],
    [statuses.blocked, 1],
    [statuses.todo, 2],
  ]);
}

/** Writes a whole ticket: its opening, its conversation, and the state that these leave it in. */
export function writeTicket(plan: TicketPlan, desk: Desk): WrittenTicket {
  const { random, people, project, schemes, now, original } = desk;
  const { scenario, created } = plan;
  const atDesk = project.kind === 'service_desk';
  const cast = castTicket(random, plan, people, project, now);
  const versions = versionsAround(project, created);
  const facts = createFacts({
    random,
    scenario,
    cast,
    at: created,
    versions,
    ...(original ? { values: original.values } : {}),
  });
  const opening = writeOpening(scenario, plan.persona, facts);
  const telling = {
    scenario,
    facts,
    evidence: opening.unusedEvidence,
    findings: opening.unusedFindings,
    ...(original ? { original: original.key } : {}),
  };
  const thread = tellThread(telling, atDesk);
  const conversation = writeConversation(thread, { scenario, facts, people, atDesk, created, now });
  const outcome = conversation.cutOff && closed.has(thread.outcome) ? 'inProgress' : thread.outcome;

  const lastWord = Math.max(created, ...conversation.comments.map((comment) => comment.updated));
  const afterwards = lastWord + random.int(1, 90) * minute;
  const resolution = afterwards < now ? resolutionOf(outcome, atDesk, random) : null;
  const resolved = resolution ? afterwards : null;
  const touched = random.chance(0.06) ? lastWord + gap(random, 6 * day) : lastWord;
  const updated = Math.max(lastWord, Math.min(now - 1, Math.max(resolved ?? 0, touched)));
  const fixedHere = outcome === 'fixed' && resolved && !atDesk && project.versions.length > 0;
  const component = atDesk ? scenario.deskComponent : scenario.component;
  const untouched = outcome === 'untouched';

  const ticket: DemoTicket = {
    id: desk.id,
    key: desk.key,
    project,
    issueType: issueTypeOf(plan, atDesk, random),
    summary: opening.summary,
    description: opening.description,
    environment: opening.environment,
    status: statusOf(outcome, resolution !== null, atDesk, random),
    priority: priorityOf(plan, random),
    resolution,
    resolved,
    created,
    updated,
    labels: random.chance(0.6) ? random.sample(scenario.labels, random.int(1, 2)) : [],
    components: component && random.chance(0.8) ? [component] : [],
    versions: !atDesk && scenario.kind !== 'task' && random.chance(0.6) ? [versions.current] : [],
    fixVersions: fixedHere && random.chance(0.7) ? [versionsAround(project, resolved).next] : [],
    assignee: untouched && random.chance(0.7) ? null : cast.assignee,
    reporter: cast.reporter,
    links: [],
    parentKey: null,
    comments: conversation.comments,
    votes: random.chance(0.15) ? random.int(1, 9) : 0,
    watches: random.int(1, 6),
    request: atDesk
      ? {
          type: requestTypeNamed(scenario.requestType),
          organization: organizationNamed(cast.customer.group),
          satisfaction: resolved && random.chance(0.3) ? rating(outcome, random) : null,
        }
      : null,
    security: plan.isEpic ? null : drawSecurityLevel(random.fork('security'), schemes, project),
    attachments: drawAttachments(random.fork('attachments'), {
      reporter: cast.reporter,
      created,
      comments: conversation.comments,
    }),
    worklogs: [],
    sprints: [],
    own: { impact: null, rootCause: null },
    changes: [],
  };
  return { ticket, values: facts.values };
}

function rating(outcome: Outcome, random: Random): number {
  return outcome === 'fixed' || outcome === 'answered' ? random.int(3, 5) : random.int(1, 3);
}

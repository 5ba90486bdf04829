import type { Random } from '../random.ts';
import { gap, hour } from './calendar.ts';
import { attachmentItem, differences, linkItem } from './changes.ts';
import type { DemoChange, DemoChangeItem, DemoPerson, DemoStatus, DemoTicket, Millis } from './model.ts';
import { priorities, statuses } from './workflow.ts';

/**
 * What happened to a generated ticket until it was as it is now: its history ends in the ticket's values, begins no
 * sooner than the ticket, and its last change is no later than `updated`. Ids are given later.
 */
export function tellHistory(ticket: DemoTicket, random: Random): DemoChange[] {
  const { created, updated } = ticket;
  const changes: DemoChange[] = [];
  const owner = ticket.assignee ?? ticket.project.lead;
  const happened = (at: Millis, author: DemoPerson, items: readonly DemoChangeItem[]) => {
    if (items.length > 0) {
      const time = Math.min(Math.max(at, created), updated);
      changes.push({ id: '', author, created: time, items });
    }
  };

  const lastWord = ticket.comments.at(-1)?.created ?? created;
  const end = ticket.resolved ?? lastWord;
  const path = statusPath(ticket, random);
  // A resolved request may be closed after its end.
  const closes = path.at(-2) === statuses.resolved;
  const moments = momentsBetween(created, end, path.length - (closes ? 2 : 1), random);
  for (let step = 1; step < path.length; step += 1) {
    const [from, to] = [path[step - 1]!, path[step]!];
    const answered = from === statuses.waitingForCustomer && to === statuses.waitingForSupport;
    const author = answered ? ticket.reporter : owner;
    const closing = from === statuses.resolved;
    const done = to.category === 'done' && !closing;
    happened(closing ? updated : moments[step - 1]!, author, [
      ...differences({ status: from }, { status: to }),
      ...(done
        ? differences(
            { resolution: null, fixVersions: [] },
            { resolution: ticket.resolution, fixVersions: ticket.fixVersions },
          )
        : []),
    ]);
  }

  tellAssignment(ticket, Math.min(moments[0] ?? updated, updated), random, happened);
  if (random.chance(0.07)) {
    const other = anotherPriority(ticket, random);
    happened(
      random.int(created, end),
      ticket.project.lead,
      differences({ priority: other }, { priority: ticket.priority }),
    );
  }
  for (const file of ticket.attachments) {
    if (file.created > created) happened(file.created, file.author, [attachmentItem(file.id, file.filename)]);
  }
  for (const link of ticket.links) {
    happened(link.created, link.author, [linkItem(link.type, link.direction, link.otherKey)]);
  }

  const lastTrace = Math.max(
    created,
    ...changes.map((change) => change.created),
    ...ticket.comments.map((comment) => comment.updated),
  );
  if (updated > lastTrace) happened(updated, owner, lateEdit(ticket));
  return changes.sort((one, other) => one.created - other.created);
}

/** The statuses that a ticket went through, from the one it was opened in to the one it has. */
function statusPath({ status, project, resolved, updated }: DemoTicket, random: Random): DemoStatus[] {
  const { todo, backlog, inProgress, inReview, done, blocked } = statuses;
  const { open, waitingForSupport, waitingForCustomer, escalated, closed } = statuses;
  if (project.kind === 'software') {
    if (status === backlog) return [backlog];
    const first = random.chance(0.3) ? backlog : todo;
    if (status === todo) return first === todo ? [todo] : [backlog, todo];
    const begun = [first, inProgress];
    if (status === inProgress) return begun;
    if (status === blocked || status === inReview) return [...begun, status];
    const review = random.chance(0.6) ? [inReview] : [];
    const rework = review.length > 0 && random.chance(0.15) ? [inProgress, inReview] : [];
    return [...begun, ...review, ...rework, done];
  }
  if (status === open) return [open];
  const asked = random.chance(0.5) ? [waitingForCustomer, waitingForSupport] : [];
  const worked = [open, waitingForSupport, ...asked];
  if (status === waitingForSupport) return worked;
  if (status.category !== 'done') return [...worked, status];
  const raised = random.chance(0.1) ? [escalated] : [];
  const settled = status === closed && updated > resolved! ? [statuses.resolved, closed] : [status];
  return [...worked, ...raised, ...settled];
}

/** `count` moments in order, the last of them `end`. */
function momentsBetween(start: Millis, end: Millis, count: number, random: Random): Millis[] {
  const between = Array.from({ length: Math.max(0, count - 1) }, () => random.int(start, end));
  return [...between.sort((one, other) => one - other), end];
}

/** Most tickets get their assignee some time after they were opened, a few of them by way of the team's lead. */
function tellAssignment(
  ticket: DemoTicket,
  noLaterThan: Millis,
  random: Random,
  happened: (at: Millis, author: DemoPerson, items: readonly DemoChangeItem[]) => void,
): void {
  const { assignee, created } = ticket;
  const { lead } = ticket.project;
  if (!assignee || random.chance(0.25)) return;
  const at = Math.min(created + gap(random, hour), noLaterThan);
  const byLead = assignee !== lead && random.chance(0.15);
  if (byLead)
    happened(Math.floor((created + at) / 2), lead, differences({ assignee: null }, { assignee: lead }));
  const before = byLead ? lead : null;
  happened(at, byLead ? lead : assignee, differences({ assignee: before }, { assignee }));
}

function anotherPriority({ priority }: DemoTicket, random: Random) {
  return random.pick(Object.values(priorities).filter(({ id }) => id !== priority.id));
}

/** What somebody tidied up last, where a ticket was touched after all that is known of it. */
function lateEdit({ labels, components, summary }: DemoTicket): DemoChangeItem[] {
  if (labels.length > 0) return differences({ labels: labels.slice(1) }, { labels });
  if (components.length > 0) return differences({ components: [] }, { components });
  return differences({ summary: `${summary}.` }, { summary });
}

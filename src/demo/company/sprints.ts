import { day } from './calendar.ts';
import type { DemoProject, DemoSprint, DemoTicket, Millis } from './model.ts';

const LENGTH = 14 * day;
/** A Monday: every sprint of the company begins a whole number of sprints after it. */
const FIRST = Date.UTC(2024, 0, 1, 8);

/** The sprint of a project's board that a moment falls into, as it stands `now`. */
function sprintAt({ key, id }: DemoProject, at: Millis, now: Millis): DemoSprint {
  const number = Math.floor((at - FIRST) / LENGTH) + 1;
  const start = FIRST + (number - 1) * LENGTH;
  const end = start + LENGTH;
  const state = end <= now ? 'closed' : start <= now ? 'active' : 'future';
  return {
    id: Number(id) * 1000 + number,
    boardId: Number(id),
    name: `${key} Sprint ${number}`,
    state,
    start,
    end,
  };
}

/** The sprints that somebody worked on a ticket in, first and last; none of what is not planned yet. */
export function sprintsOf(
  { project, status, resolved, updated, created, issueType }: DemoTicket,
  now: Millis,
): DemoSprint[] {
  if (project.kind !== 'software' || issueType.hierarchyLevel > 0 || status.name === 'Backlog') return [];
  const first = sprintAt(project, created, now);
  const last = sprintAt(project, resolved ?? updated, now);
  return first.id === last.id ? [first] : [first, last];
}

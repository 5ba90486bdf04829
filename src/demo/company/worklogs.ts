import type { Random } from '../random.ts';
import { hour, minute } from './calendar.ts';
import { roles } from './groups.ts';
import type { DemoTicket, DemoWorklog } from './model.ts';

const loggingShare = 0.18;

const engineers = [
  'Reproduced it and read the logs.',
  'Pairing on the fix.',
  'Wrote the test first, then the change.',
  'Review and the second round of it.',
  'Rolled it out and watched the graphs.',
  null,
];
const agents = [
  'Call with the customer.',
  'Went through the account and the delivery log.',
  'Wrote it up for engineering.',
  null,
];
const billing = 'Billable: outside of the support contract.';

/** The time that was logged on a ticket, in order; ids are given later. A few notes are for the service desk alone. */
export function drawWorklogs(ticket: DemoTicket, random: Random): DemoWorklog[] {
  const { assignee, created, updated, resolved, project } = ticket;
  if (!assignee || !random.chance(loggingShare)) return [];
  const atDesk = project.kind === 'service_desk';
  const end = Math.min(resolved ?? updated, updated);
  return Array.from({ length: random.int(1, 3) }, (): DemoWorklog => {
    const seconds = random.int(1, atDesk ? 8 : 24) * 15 * 60;
    const at = random.int(created, end);
    const isBilling = atDesk && random.chance(0.1);
    const { name } = roles.serviceDeskTeam;
    return {
      id: '',
      author: assignee,
      started: Math.max(created - hour, at - seconds * 1000 - random.int(0, 20) * minute),
      created: at,
      seconds,
      comment: isBilling ? billing : random.pick(atDesk ? agents : engineers),
      ...(isBilling ? { visibility: { type: 'role', value: name, identifier: name } as const } : {}),
    };
  }).sort((one, other) => one.created - other.created);
}

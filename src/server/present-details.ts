import type { ticketAnswer, Wire } from '../api/index.ts';
import type { ServiceRequest, TicketDetails, Visibility } from '../domain/index.ts';

type Answer = Wire<typeof ticketAnswer>;

const iso = (milliseconds: number) => new Date(milliseconds).toISOString();
const isoOrNull = (milliseconds: number | null) => (milliseconds === null ? null : iso(milliseconds));

export function presentVisibility(visibility: Visibility): Answer['comments'][number]['visibility'] {
  return { kind: visibility.kind, ...('name' in visibility ? { name: visibility.name } : {}) };
}

/** What a ticket has beside its core, as the API says it. */
export function presentDetails(details: TicketDetails): Pick<Answer, keyof TicketDetails> {
  const { subtasks, sprints, fields, request, attachments, worklogs, history, incomplete } = details;
  return {
    subtasks: [...subtasks],
    sprints: sprints.map(({ start, end, ...sprint }) => ({
      ...sprint,
      start: isoOrNull(start),
      end: isoOrNull(end),
    })),
    fields: fields.map(({ id, name, type, text }) => ({ id, name, type, text })),
    request: request && presentRequest(request),
    attachments: attachments.map(({ created, ...file }) => ({ ...file, created: iso(created) })),
    worklogs: worklogs.map(({ started, visibility, ...worklog }) => ({
      ...worklog,
      started: iso(started),
      visibility: presentVisibility(visibility),
    })),
    history: history.map(({ created, items, ...change }) => ({
      ...change,
      created: iso(created),
      items: [...items],
    })),
    incomplete: [...incomplete],
  };
}

function presentRequest(request: ServiceRequest): NonNullable<Answer['request']> {
  return {
    ...request,
    organizations: [...request.organizations],
    participants: [...request.participants],
    levels: request.levels.map(({ name, cycles }) => ({
      name,
      cycles: cycles.map(({ start, stop, ...cycle }) => ({
        ...cycle,
        start: isoOrNull(start),
        stop: isoOrNull(stop),
      })),
    })),
  };
}

import type { DemoTicket, Millis } from '../company/model.ts';
import { custom, type IssueField, type Rendering } from './field.ts';
import { jiraTime } from './json.ts';

const minute = 60_000;

const moment = (at: Millis) => ({
  iso8601: new Date(at).toISOString(),
  jira: jiraTime(at),
  friendly: new Date(at).toISOString().slice(0, 16).replace('T', ' '),
  epochMillis: at,
});

const duration = (millis: number) => ({
  millis,
  friendly: `${Math.trunc(millis / (60 * minute))}h ${Math.abs(Math.round(millis / minute)) % 60}m`,
});

/** One agreement as the service desk's field shows it: it counts from the request on until `end` gives a moment. */
function agreement(
  id: string,
  name: string,
  goalHours: number,
  customId: number,
  end: (ticket: DemoTicket) => Millis | null,
): IssueField {
  const goal = goalHours * 60 * minute;
  const render = (ticket: DemoTicket, { base }: Rendering) => {
    const { created, updated } = ticket;
    const stop = end(ticket);
    // As of the last change: the clock of a real desk runs on, and so each of its answers is another one.
    const elapsed = (stop ?? updated) - created;
    const cycle = {
      startTime: moment(created),
      ...(stop === null ? {} : { stopTime: moment(stop) }),
      breachTime: moment(created + goal),
      breached: elapsed > goal,
      ...(stop === null ? { paused: false, withinCalendarHours: true } : {}),
      goalDuration: duration(goal),
      elapsedTime: duration(elapsed),
      remainingTime: duration(goal - elapsed),
    };
    return {
      id,
      name,
      _links: { self: `${base}/rest/servicedeskapi/request/${ticket.id}/sla/${id}` },
      completedCycles: stop === null ? [] : [cycle],
      ...(stop === null ? { ongoingCycle: cycle } : {}),
      slaDisplayFormat: 'NEW_SLA_FORMAT',
    };
  };
  return custom(name, { type: 'sd-servicelevelagreement' }, 'sd-sla-field', customId, render);
}

const firstAnswer = ({ comments, reporter, resolved }: DemoTicket): Millis | null =>
  comments.find(({ author, jsdPublic }) => author !== reporter && jsdPublic !== false)?.created ?? resolved;

/** What the service desk promises. */
export const agreementFields: Readonly<Record<string, IssueField>> = {
  customfield_10030: agreement('1', 'Time to first response', 4, 10_030, firstAnswer),
  customfield_10031: agreement('2', 'Time to resolution', 40, 10_031, ({ resolved }) => resolved),
};

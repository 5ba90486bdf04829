import type { TicketAnswer } from '../api/client.ts';
import { exactTime } from '../time/relative.ts';
import { spent } from './duration.ts';
import { Fact, FactList } from './facts.tsx';

/** What a service desk knows, the sprints, and the fields that the people of a site added. */
export function MoreFacts({ ticket: { request, sprints, fields } }: { ticket: TicketAnswer }) {
  const short = fields.filter(({ text }) => !isLong(text));
  if (!request && sprints.length === 0 && short.length === 0) return null;
  return (
    <FactList>
      {request && <RequestFacts request={request} />}
      <Fact name={sprints.length === 1 ? 'Sprint' : 'Sprints'}>
        {sprints.map(({ name, state }) => (state ? `${name} (${state})` : name)).join(', ')}
      </Fact>
      {short.map(({ id, name, text }) => (
        <Fact key={id} name={name}>
          {isMoment(text) ? exactTime(text) : text}
        </Fact>
      ))}
    </FactList>
  );
}

const LONGEST_FACT = 60;

/** Whether a field's text is one to read, beside the report, and no fact for the margin. */
export function isLong(text: string): boolean {
  return text.length > LONGEST_FACT || text.includes('\n');
}

function isMoment(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) && !Number.isNaN(Date.parse(text));
}

type Request = NonNullable<TicketAnswer['request']>;

function RequestFacts({ request }: { request: Request }) {
  const { type, organizations, participants, levels, satisfaction } = request;
  return (
    <>
      <Fact name="Request type">{type}</Fact>
      <Fact name={organizations.length === 1 ? 'Organization' : 'Organizations'}>
        {organizations.join(', ')}
      </Fact>
      <Fact name="Participants">{participants.map(({ displayName }) => displayName).join(', ')}</Fact>
      {levels.map(({ name, cycles }) => (
        <Fact key={name} name={name}>
          {cycles.map(cycleText).join('; ')}
        </Fact>
      ))}
      <Fact name="Satisfaction">
        {satisfaction && [`${satisfaction.rating} of 5`, satisfaction.comment].filter(Boolean).join(': ')}
      </Fact>
    </>
  );
}

function cycleText({
  stop,
  breached,
  paused,
  goalMs,
  elapsedMs,
}: Request['levels'][number]['cycles'][number]) {
  const state = breached ? 'Breached' : stop !== null ? 'Met' : paused ? 'Paused' : 'Running';
  if (goalMs === null || elapsedMs === null) return state;
  return `${state}: ${spent(elapsedMs / 1000)} of ${spent(goalMs / 1000)}`;
}

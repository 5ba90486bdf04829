import type { ticketAnswer, Wire } from '../api/index.ts';
import { documentToText } from '../domain/index.ts';
import { bytes } from './amounts.ts';
import { moment } from './moments.ts';
import { paint, print, printText } from './output.ts';

type Shown = Wire<typeof ticketAnswer>;

/** What a ticket has beside its text and its thread; nothing of what it has not. */
export function printDetails(shown: Shown): void {
  const { subtasks, sprints, fields, request, attachments, worklogs, history, incomplete } = shown;
  section(
    'Below it',
    subtasks.map(({ key, status, summary }) => [key, status?.name ?? '', summary ?? '']),
  );
  section(
    'Sprints',
    sprints.map(({ name, state, start, end }) => [name, state, [start, end].map(dayOrNothing).join(' – ')]),
  );
  section('Request', request ? requestFacts(request) : []);
  section(
    'Fields',
    fields.map(({ name, text }) => [name, text]),
  );
  section(
    'Files',
    attachments.map(({ filename, size, author, created, text, omitted }) => [
      filename,
      bytes(size),
      `${nameOf(author)}, ${moment(created)}`,
      text === null ? (omitted ? `text left out: ${omitted}` : '') : 'text read',
    ]),
  );
  section(
    'Time logged',
    worklogs.map(({ author, started, seconds, comment, visibility }) => [
      moment(started),
      nameOf(author),
      span(seconds),
      visibility.kind === 'public' ? '' : `(${visibility.name ?? visibility.kind} only)`,
      comment ? documentToText(comment) : '',
    ]),
  );
  section(
    'History',
    history.flatMap(({ author, created, items }) =>
      items.map(({ field, from, to }) => [
        moment(created),
        nameOf(author),
        `${field}: ${short(from)} → ${short(to)}`,
      ]),
    ),
  );
  section(
    'Not whole',
    incomplete.map(({ part, reason }) => [part, reason]),
  );
}

function section(title: string, lines: readonly (readonly string[])[]): void {
  if (lines.length === 0) return;
  print();
  print(paint('bold', title));
  for (const line of lines) printText(line.filter(Boolean).join('  '));
}

function requestFacts(request: NonNullable<Shown['request']>): string[][] {
  const { type, organizations, participants, levels, satisfaction } = request;
  return [
    ['Type', type ?? ''],
    ['Organizations', organizations.join(', ')],
    ['Participants', participants.map(nameOf).join(', ')],
    ...levels.map(({ name, cycles }) => [name, cycles.map(cycleText).join('; ')]),
    ['Satisfaction', satisfaction ? `${satisfaction.rating} of 5 ${satisfaction.comment ?? ''}` : ''],
  ].filter(([, value]) => value !== '');
}

function cycleText({ stop, breached, paused, goalMs, elapsedMs }: Cycle): string {
  const state = breached ? 'breached' : stop !== null ? 'met' : paused ? 'paused' : 'running';
  const [elapsed, goal] = [elapsedMs, goalMs].map((ms) => (ms === null ? '?' : span(ms / 1000)));
  return `${state}, ${elapsed} of ${goal}`;
}

type Cycle = NonNullable<Shown['request']>['levels'][number]['cycles'][number];

export function nameOf(somebody: { displayName: string } | null): string {
  return somebody?.displayName ?? 'somebody';
}

const dayOrNothing = (iso: string | null) => iso?.slice(0, 10) ?? '';

/** Hours and minutes, as Jira writes the time that was spent. */
function span(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  const parts = [minutes >= 60 ? `${Math.floor(minutes / 60)}h` : '', minutes % 60 ? `${minutes % 60}m` : ''];
  return parts.filter(Boolean).join(' ') || '0m';
}

/** Descriptions stand in the history whole. */
const MOST_OF_A_VALUE = 80;

function short(value: string | null): string {
  if (value === null) return '(nothing)';
  const line = value.replaceAll(/\s+/g, ' ');
  return line.length > MOST_OF_A_VALUE ? `${line.slice(0, MOST_OF_A_VALUE)}…` : line;
}

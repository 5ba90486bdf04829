import { type Document, type DocumentNode, documentToText, type Ticket } from '../../domain/index.ts';
import { type DataSetFormat, formatLesson } from './example.ts';
import { createMask } from './masking.ts';
import { LEFT_OUT, type LeftOut, resolutionOf } from './resolution.ts';
import type { MaskedKind } from './sensitive-forms.ts';

export interface DataSetSummary {
  readonly tickets: number;
  readonly examples: number;
  readonly leftOut: Readonly<Record<LeftOut, number>>;
  readonly masked: Readonly<Record<MaskedKind, number>>;
}

/** A ticket with whether anything beyond its project closes it to readers. */
export interface LearnableTicket {
  readonly ticket: Ticket;
  readonly restricted: boolean;
}

/** The longest report or answer, in UTF-16 units: about 4,000 tokens each, what small models are tuned with. */
const LONGEST = 16_000;

/**
 * The data set for fine-tuning, line by line (each ending in a line feed): the report of a resolved ticket, and what
 * resolved it. Public comments only; secrets and personal data masked.
 *
 * @param names everybody that Jira names.
 * @returns a summary, once all lines have been taken.
 */
export async function* fineTuningLines(
  tickets: AsyncIterable<LearnableTicket>,
  names: Iterable<string>,
  format: DataSetFormat,
): AsyncGenerator<string, DataSetSummary> {
  const mask = createMask(names);
  const leftOut = Object.fromEntries(LEFT_OUT.map((reason) => [reason, 0])) as Record<LeftOut, number>;
  let seen = 0;
  let examples = 0;
  for await (const { ticket, restricted } of tickets) {
    seen += 1;
    const lesson = restricted ? ({ leftOut: 'restricted' } as const) : lessonOf(ticket);
    if ('leftOut' in lesson) {
      leftOut[lesson.leftOut] += 1;
      continue;
    }
    examples += 1;
    const mentioned = mentionsIn(ticket);
    const report = mask.apply(lesson.report, mentioned);
    yield `${formatLesson({ report, answer: mask.apply(lesson.answer, mentioned) }, format)}\n`;
  }
  return { tickets: seen, examples, leftOut, masked: mask.counts };
}

function lessonOf(ticket: Ticket): { report: string; answer: string } | { leftOut: LeftOut } {
  const resolution = resolutionOf(ticket);
  if ('leftOut' in resolution) return resolution;
  const description = ticket.description ? documentToText(ticket.description) : '';
  if (description.trim() === '') return { leftOut: 'no-description' };
  return { report: shortened(`${ticket.summary}\n\n${description}`), answer: shortened(resolution.answer) };
}

/** Whom the ticket's texts mention: not all of them ever reported, had or commented a ticket. */
function mentionsIn({ description, comments }: Ticket): string[] {
  const mentions = (node: DocumentNode | Document): string[] =>
    node.type === 'mention'
      ? [documentToText({ type: 'doc', version: 1, content: [node] })]
      : (node.content ?? []).flatMap(mentions);
  return [description, ...comments.map(({ body }) => body)].flatMap((text) => (text ? mentions(text) : []));
}

/** Cut at a line end where one is near; a cut text says so. */
function shortened(text: string): string {
  if (text.length <= LONGEST) return text;
  const cut = text.lastIndexOf('\n', LONGEST);
  return `${text
    .slice(0, cut > LONGEST / 2 ? cut : LONGEST)
    .trimEnd()
    .toWellFormed()}\n[…]`;
}

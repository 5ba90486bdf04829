import { type Comment, documentToText, type Ticket } from '../../domain/index.ts';
import {
  isAnswerless,
  isMachine,
  saysItDidNotHelp,
  saysItWorks,
  tellingSigns,
  withoutCourtesies,
} from './phrases.ts';

/** Why a ticket teaches nothing about resolving. */
export const LEFT_OUT = [
  'not-resolved',
  'closed-without-work',
  'restricted',
  'no-description',
  'no-answer-told',
] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

/** Resolutions that end a ticket without anybody mending anything. */
const WITHOUT_WORK =
  /^(duplicate|won.?t (do|fix)|can.?(not|t) reproduce|not a (bug|problem)|works for me|declined|invalid|incomplete|abandoned|rejected|later|obsolete|withdrawn|known error|timed out|auto closed|unresolved)/i;

/** The shortest text that can tell what was done, in UTF-16 units. */
const LEAST_LENGTH = 40;
/** What a comment must have in its favour at least, where its own words say something and where they do not. */
const LEAST_SCORE = { telling: 2, silent: 3 };
/** An answer is at most this many comments: the cause, and what was done. */
const MOST_COMMENTS = 2;

export type Resolution = { readonly answer: string } | { readonly leftOut: LeftOut };

interface Candidate {
  readonly comment: Comment;
  readonly text: string;
  /** Somebody else says later that it works. */
  readonly isConfirmed: boolean;
}

/**
 * What resolved a ticket, in the words of those who resolved it: the one or two public comments that tell most of a
 * cause or a remedy, in order. A comment does not count
 *
 * - that the person wrote who asked for help (unless the ticket was theirs to resolve as well), or a machine;
 * - after which somebody says that it did not help.
 *
 * Signs are counted, not learned: one for each kind of telling phrase, one for being by the assignee, one for being
 * the last word, one where somebody then says that it works; phrases of threads that only go on or end take one away each. `docs/fine-tuning.md` says how well
 * that holds.
 */
export function resolutionOf(ticket: Ticket): Resolution {
  if (ticket.status.category !== 'done') return { leftOut: 'not-resolved' };
  if (ticket.resolution === null || WITHOUT_WORK.test(ticket.resolution))
    return { leftOut: 'closed-without-work' };
  const candidates = candidatesOf(ticket);
  const telling = candidates
    .map(({ comment, text, isConfirmed }, position) => {
      const byAssignee = ticket.assignee !== null && comment.author?.accountId === ticket.assignee.accountId;
      const isLastWord = position === candidates.length - 1;
      const signs = [byAssignee, isLastWord, isConfirmed].filter(Boolean).length;
      const tells = tellingSigns(text);
      return { text, position, score: tells + signs, least: LEAST_SCORE[tells > 0 ? 'telling' : 'silent'] };
    })
    .filter(({ score, least }) => score >= least)
    .sort((a, b) => b.score - a.score || b.position - a.position)
    .slice(0, MOST_COMMENTS)
    .sort((a, b) => a.position - b.position);
  if (telling.length === 0) return { leftOut: 'no-answer-told' };
  return { answer: telling.map(({ text }) => withoutCourtesies(text)).join('\n\n') };
}

function candidatesOf(ticket: Ticket): Candidate[] {
  const told = ticket.comments
    .filter(({ visibility }) => visibility.kind === 'public')
    .map((comment) => ({ comment, text: documentToText(comment.body) }));
  const failed = told.findLastIndex(({ text }) => saysItDidNotHelp(text));
  const asker = ticket.reporter?.accountId;
  const mayAnswerThemselves = asker !== undefined && asker === ticket.assignee?.accountId;
  const confirmed = told.findLastIndex(({ text }) => saysItWorks(text));
  const confirmedBy = told[confirmed]?.comment.author?.accountId;
  return told
    .map((each, position) => ({
      ...each,
      isConfirmed: position < confirmed && each.comment.author?.accountId !== confirmedBy,
    }))
    .slice(failed + 1)
    .filter(
      ({ comment }) => mayAnswerThemselves || asker === undefined || comment.author?.accountId !== asker,
    )
    .filter(({ text }) => lengthOfWords(text) >= LEAST_LENGTH && !isMachine(text) && !isAnswerless(text));
}

/** The length without addresses: a link to a change tells nothing without what lies behind it. */
function lengthOfWords(text: string): number {
  return text.replaceAll(/https?:\/\/\S+/g, '').length;
}

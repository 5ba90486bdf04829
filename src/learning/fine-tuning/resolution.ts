import { type Comment, documentToText, type Ticket } from '../../domain/index.ts';

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
  /^(duplicate|won.?t (do|fix)|cannot reproduce|not a bug|declined|invalid|incomplete|abandoned|rejected|later|obsolete|withdrawn|known error|timed out)/i;

/** Words in which people tell a cause or a remedy. */
const TELLS = [
  /\b(root cause|the cause|caused by|because|due to|the reason|turned out|explains)\b/i,
  /\b(fixed|fix(es)?|solved|resolved by|deployed|rolled (back|out)|reverted|patched|merged|released|shipped)\b/i,
  /\b(restarted|restored|renewed|rotated|re-?created|rebuilt|re-?indexed|migrated|upgraded|downgraded|updated|replaced|reset|refunded|unlocked|granted|removed|cleared|disabled|enabled|switched (on|off|to)|increased|raised|lowered|limited|added|changed|configured|now (runs?|uses?|has|have|comes?|reads?|waits?|fails?))\b/i,
  /\b(workaround|instead|please (run|open|use|set|select|choose|install|restart)|you can|go to|click)\b/i,
];

/** Words of a thread that goes on, or ends, without telling anything. */
const EMPTY =
  /\b(any (news|update)|looking into|will (check|get back|write)|keep you posted|on it\b|thanks? (you )?for (reporting|contacting|the details)|closing this|have not heard|passed this on|bump|\+1|could you (share|send|tell)|which (browser|version))\b/i;

/** The shortest text that can tell what was done, in UTF-16 units. */
const LEAST_LENGTH = 40;
/** A comment tells something when its signs outweigh the empty phrases by this much. */
const LEAST_SIGNS = 1;
/** An answer is at most this many comments: the cause, and what was done. */
const MOST_COMMENTS = 2;

export type Resolution = { readonly answer: string } | { readonly leftOut: LeftOut };

/**
 * What resolved a ticket, in the words of those who resolved it: of the public comments that its reporter did not
 * write, the ones that tell a cause or a remedy, in order.
 *
 * The signs are counted, not learned: each kind of telling phrase counts one, a later comment a little more than an
 * earlier one, an empty phrase takes one away. `docs/fine-tuning.md` says how well that holds.
 */
export function resolutionOf(ticket: Ticket): Resolution {
  if (ticket.status.category !== 'done' || ticket.resolved === null) return { leftOut: 'not-resolved' };
  if (ticket.resolution === null || WITHOUT_WORK.test(ticket.resolution))
    return { leftOut: 'closed-without-work' };
  const candidates = ticket.comments.filter(
    ({ visibility, author }) =>
      visibility.kind === 'public' && author?.accountId !== ticket.reporter?.accountId,
  );
  const told = candidates.map((comment, position) => ({ comment, position, signs: signsIn(comment) }));
  const telling = told
    .filter(({ signs }) => signs >= LEAST_SIGNS)
    .sort((a, b) => b.signs - a.signs || b.position - a.position)
    .slice(0, MOST_COMMENTS)
    .sort((a, b) => a.position - b.position);
  if (telling.length === 0) return { leftOut: 'no-answer-told' };
  return { answer: telling.map(({ comment }) => documentToText(comment.body)).join('\n\n') };
}

function signsIn(comment: Comment): number {
  const text = documentToText(comment.body);
  if (text.length < LEAST_LENGTH) return 0;
  const signs = TELLS.filter((pattern) => pattern.test(text)).length;
  return signs - (EMPTY.test(text) ? 1 : 0) - (text.trimEnd().endsWith('?') ? 1 : 0);
}

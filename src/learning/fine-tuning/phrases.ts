/** The kinds of words in which people tell a cause or a remedy, and those in which threads go on without one. */

const TELLING: readonly RegExp[] = [
  /\b(root cause|the cause|caused by|because|due to|the reason|turned out|turns out|explains|the (problem|issue|bug) (is|was))\b/i,
  /\b(fix(ed|es)?|solved|resolved (by|with|in)|deployed|rolled (back|out)|reverted|merged in|released|shipped|hotfix)\b/i,
  /\b(restarted|restored|renewed|rotated|re-?created|rebuilt|re-?indexed|migrated|upgraded|downgraded|updated|replaced|reset|refunded|unlocked|granted|removed|cleared|disabled|enabled|switched|increased|raised|lowered|limited|added|changed|configured|moved|grew|killed|extended|corrected)\b/i,
  /\b(now (it |they |we |you )?(runs?|uses?|has|have|comes?|reads?|waits?|fails?|checks?|gets?|asks?|works?)|no longer|instead of|so that|from now on|as of today)\b/i,
  /\b(workaround|please (reload|run|open|use|set|select|choose|install|restart|log (in|out)|upload|try)|you can|go to|click|settings?\b.{0,5}>)/i,
];

const ANSWERLESS: readonly RegExp[] = [
  /\b(any (news|update|progress|chance)|looking (into|at) (it|this)|taking this|on it\b|will (check|investigate|get back|write again|take a look|take care)|keep you posted|had a look|moving (this )?to|raised the priority|next sprint|reassigning|passing on|passed (this|it|that) on|asked our)\b/i,
  /\b(thank(s| you) for (reporting|contacting|writing|getting in touch|the (details|report|patch|review|contribution))|has been received|picked this up)\b/i,
  /\b(closing (this|as|it|issues?|ticket)|not heard back|could(n.t| not) reproduce|cannot reproduce|everything is explained|unable to|not able to)\b/i,
  /\b((could|can) (you|someone|somebody|anyone)|which (browser|version)|please (review|advise|elaborate)|do we have)\b/i,
  /(^|\s)[+-]1\b|\blgtm\b|\blooks good\b|\bbump\b|\b(attach|upload|submit|rebas|updat)(ed|ing|es)? (a |an |the |my |this |new |updated |initial |latest )*(patch|diff|v?\d+)|\bpatch (attached|uploaded|provided|submitted|available)|\bthank(s| you)\b.{0,60}\b(commit|review|patch|contribut)\w*|\bi('ve| have)? ?(just )?(committed|merged|pushed)\b|\b(committed|merged) (this|(in)?to (the )?(trunk|master|main|branch)|the patch)|\b(test|build|checkstyle)s? (failures?|errors?|warnings?)\b.{0,40}\b(unrelated|not related)\b|\bfailed (unit )?tests?\b|\bgood catch\b/i,
  /\b(i('ll| will| am going to|'m going to)|we('ll| will)|working on (it|this|a)|will (try|post|upload|look|have|do)|let me (check|look|think|see)|need(s)? to (think|look|check)|not sure|i (think|believe|guess|wonder|assume)|should we|how about|what about)\b/i,
  /\b(nits?:|minor:|(some|few|couple of) (small |minor |more )?(comments|questions|nits)|i'?d (suggest|prefer|like)|imo|imho|seems? (like|a little|to me)|in the (next|latest) patch|per your (suggestion|comments?)|addressed? (the |your |all )?(review )?comments?)\b|^(bq\.|>)/im,
  /\b(looks like yours|seems to be (an issue )?(on your side|with your)|contact your (administrator|provider)|try another browser|clear your cache)\b/i,
];

/** What build servers and mirrors of code hosts write under tickets. */
const MACHINE: readonly RegExp[] = [
  /^\W*(success|failure|unstable|aborted)?\W*integrated in\b/i,
  /[+-]1 overall\b|\bresults of testing the latest\b/i,
  /^git ?(hub|lab) (user|bot)\b/i,
  /^.{0,80}\b(opened|closed|merged|commented on|mentioned this issue in) (a|the|an) (pull|merge) request\b/i,
  /^.{0,80}\b(mentioned (this issue )?in (a )?commit|commit [0-9a-f]{7,40} (in|on|to))\b/i,
  /^(build|job|pipeline) .{0,60}(#\d+|passed|failed|succeeded)/i,
  /\b(this is an automat(ed|ic) (message|comment|reply)|automatically (closed|resolved|generated|created))\b/i,
];

const DID_NOT_HELP =
  /\b((did|does|do|was|is)(n.t| not) (help(ing|ed)?|fix(ed)?|solved?|the fix|enough)|no (difference|change)\b(?! (is |was )?(needed|necessary|required))|still (happen(s|ing)|broken|there|occurs|occurring|the same|not working|getting (it|this)|degraded)|same (problem|error|issue|thing|as before)\b|(it|this) (is|was|came) back\b|now it is back|started again|happen(s|ed|ing) again|worked until|not good)\b/i;
const WORKS =
  /\b(works? (now|again|fine|as expected)|working (now|again)|it works|is (working|back|fine)|confirmed|verified|that (was|did) it|did the trick|solved|all (good|fine)|looks (right|fine|correct)|full bars|no (new )?(errors|problems) since|they are fine|great|perfect|thank(s| you))\b/i;
/** Who says whether something helped says it shortly; a longer text tells a story in which such words occur. */
const SHORT = 300;

/** Sentences that people put under everything. */
const COURTESY =
  /\b(anything else( (that )?i can help)?|is there anything|let (me|us) know if|just (reply|write) (here|back)|thank(s| you) for your (patience|understanding)|i am (closing|resolving) this|(best|kind|warm) regards)\b/i;
const LONGEST_COURTESY = 160;

/** How many kinds of telling phrases a text has, less one for each kind of phrase that tells nothing. */
export function tellingSigns(text: string): number {
  const kinds = (patterns: readonly RegExp[]) => patterns.filter((pattern) => pattern.test(text)).length;
  return kinds(TELLING) - kinds(ANSWERLESS);
}

/** Whether a text asks or wishes well, rather than tells. */
export function isAnswerless(text: string): boolean {
  const rest = withoutCourtesies(text);
  return rest.endsWith('?') || isCourtesy(rest);
}

export function isMachine(text: string): boolean {
  return MACHINE.some((pattern) => pattern.test(text));
}

export function saysItDidNotHelp(text: string): boolean {
  return text.length <= SHORT && DID_NOT_HELP.test(text) && tellingSigns(text) < 2;
}

export function saysItWorks(text: string): boolean {
  return text.length <= SHORT && WORKS.test(text) && !DID_NOT_HELP.test(text) && !isAnswerless(text);
}

/** The text without the paragraphs at its end that only wish well. */
export function withoutCourtesies(text: string): string {
  const paragraphs = text.trim().split(/\n{2,}/);
  while (paragraphs.length > 1) {
    const last = paragraphs.at(-1) ?? '';
    if (!isCourtesy(last)) break;
    paragraphs.pop();
  }
  return paragraphs.join('\n\n');
}

function isCourtesy(paragraph: string): boolean {
  return paragraph.length <= LONGEST_COURTESY && COURTESY.test(paragraph);
}

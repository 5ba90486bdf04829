/** What support and IT agents write around the thing itself. */
export const agentPhrases = {
  acknowledgements: [
    'Hi {customer}, thanks for [reporting this|getting in touch|the details]. [I am looking into it|We are on it] and will [get back to you|write again] [today|within the hour|as soon as I know more]. [You do not have to do anything in the meantime.|If you see more cases, just add them here.]',
    'Hello {customer},\n\n[sorry for the trouble|I am sorry about that]. I [passed this on to|have asked] our [engineers|payments team|platform team] [and will keep you posted|to take a look].',
    'Hi {customer}, [got it|understood]. [Let me check our logs for {merchantId}.|Checking now.] I take it that this started [around {yesterday}|recently] and that [all of your users|several people] are affected; tell me if that is wrong.',
    'Thank you for [contacting us|writing]. [Your request has been received|I have picked this up] and I will [investigate|check] [right away|this afternoon].',
  ],
  questions: [
    'Could you [send me|share] [an example order number|one or two affected order numbers] and the [approximate|rough] time? [A screenshot would help too.|]',
    '[To narrow this down|So that I can find it in the logs]: which browser [is it|do you use], and does it [also happen|happen as well] [in a private window|for a colleague]?',
    'Does this [happen|occur] [for every order|every time], or [only sometimes|just for some]? [And since when?|]',
    '[Just to be sure|Quick question]: did anything change on your side [recently|around {lastWeek}], e.g. [a new plugin|a new theme|another address]?',
  ],
  summaries: [
    'Merchant facts:\n- {shop} (`{merchantId}`), [Growth|Scale|Enterprise] plan, {region}\n- first noticed [{yesterday}|{date} {clock}]\n- {dozens} [orders|sessions] affected [according to them|so far]',
    '[They are|The merchant is] on the [Growth|Scale|Enterprise] plan in {region}; [example|one example]: `{orderId}`.',
    'I [could|was able to] [reproduce|see] this [with a test account|on staging|once out of {few} tries].',
    'I could not [reproduce|see] it [myself|with our test shop].',
    '[Another|Yet another] [report|merchant] with this [this week|since {yesterday}], {few} in total.',
  ],
  reproduction: [
    'Steps:\n1. log in as the merchant ([admin view|view-as])\n2. [open|go to] the page in question\n3. wait, or repeat [two or three times|a few times]\n\nExpected: it works. Actual: see above[, in {few} of 10 tries|].',
    'Already ruled out with the customer:\n- browser and extensions\n- wrong account or missing role\n- [their own plugin, it is the current version|their network, also happens on mobile data]',
    'Asked for by the merchant: [an explanation in writing|an estimate|a call back today]. [I promised to write again by tomorrow.|Nothing promised so far.]',
    '| What | Value |\n| Merchant | {shop} |\n| Merchant ID | {merchantId} |\n| Region | {region} |\n| Since | {yesterday} {clock} |\n| Affected | {dozens} |',
    'Comparable tickets [from the last weeks|]: [none that I could find|I found two, both closed without a cause|one from last month, same symptom]. [Tagging so that we can count them.|]',
  ],
  assurances: [
    'Because you asked for the reason in more detail: the part of our system that does this was [not prepared for this case|changed on {lastWeek}], and our tests did not cover it. They do now. [Our engineers also went through the cases of the last {few} weeks and corrected what was wrong.|We found {few} more merchants with the same problem and wrote to them before they had to write to us.]',
    'What we did so that it [stays that way|does not come back]: the case is now part of our automatic tests, and an alarm tells us [before you notice|within minutes] should it happen again.',
    'In short:\n- what happened: see above, since {yesterday} {clock}\n- affected: [some merchants in {region}|about {percent} % of the calls]\n- your part: nothing to do\n- solved: [today {clock}|with version {version}]',
    '[I checked your account|I went through your orders of the last {few} days] as well: `{orderId}` and everything after it [is fine|looks right]. [Should one be missing, send me the number.|]',
    'I know that this [took longer than it should|was the second time]. [I passed that on to the team lead.|If you like, I call you and explain it in person.]',
    'If you [still|] see it: please send me the time and [a screenshot|the order number], then I can find it in our logs within minutes. Clearing the browser cache is **not** necessary.',
  ],
  closings: [
    'I am [closing|resolving] this [now|for now]; just [reply here|write back] [if it comes back|and it opens again].',
    '[Please let us know|Let me know] if [you see it again|anything is left].',
    '[Anything else I can help with?|Is there anything else?]',
    'Thank you for your patience[, {customer}|]!',
  ],
  brushOffs: [
    'Please [clear your cache and cookies|try another browser] and [try again|see if that helps].',
    'This [seems to be|looks like] an issue [on your side|with your network]. Please contact your [administrator|provider].',
    'As we have not heard back from you, this request [was|has been] closed.',
    'We are [not able|unable] to [provide an estimate|comment on timelines]. Your feedback [is important to us|was passed on].',
    'Have you read [our help page|the documentation]? [Everything is explained there.|]',
  ],
  handovers: [
    '{@colleague} [could you|can you] take this one? [It looks like yours.|I am out from tomorrow.]',
    'Moving this to [second level|the {service} team].',
    'Not [ours|a support question], [reassigning|passing on].',
    'I think this belongs to [engineering|the data team|billing]; [reassigning|handing over].',
  ],
  internal: [
    'Internal: {shop} is [up for renewal in {few} weeks|on an Enterprise contract|one of our loudest references], so [please keep this one warm|let us be quick]. [Account manager is informed.|]',
    'Note for us: [do not promise a date|no date to the customer yet]. [Engineering says|{colleague} thinks] [next week at the earliest|it may take a sprint].',
    'Credit of {price} EUR [approved by finance|would be fine with finance if they ask], [do not offer it unprompted|mention it only if they insist].',
    'Looked at their [logs|account] with the admin view: `{merchantId}`, trace `{traceId}`. [Same picture as in the other reports.|Nothing odd on their side.]',
    'Spoke with {customer} on the phone, [quite upset|calmer now]. [They want a written statement.|They will wait until Friday.]',
    'Escalated in #support-escalations, {colleague} is [on it|looking].',
  ],
};

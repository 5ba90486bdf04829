/** What the people who ask for help write around the thing itself. */
export interface AskerPhrases {
  readonly greetings: readonly string[];
  readonly impact: readonly string[];
  /** What they tried or know about the circumstances. */
  readonly circumstances: readonly string[];
  readonly asks: readonly string[];
  readonly closings: readonly string[];
  /** Answers to a question for details. */
  readonly details: readonly string[];
  readonly thanks: readonly string[];
  readonly chasers: readonly string[];
  readonly angry: readonly string[];
  readonly stillBroken: readonly string[];
}

export const customerPhrases: AskerPhrases = {
  greetings: [
    'Hi,',
    'Hello,',
    'Hi team,',
    'Good [morning|afternoon],',
    'Hello support,',
    'Hey,',
    'Hi {agent},',
    'Dear team,',
  ],
  impact: [
    'We [had to|are having to] [do this by hand|handle these by hand] [for now|since {dayName}], which is not [workable|realistic] [for long|with {hundreds} orders a day].',
    'This is [costing us sales|hurting us]: [roughly|about] {dozens} orders [are affected|so far], [and customers are calling|and the phone does not stop].',
    '[Our|My] [team|staff] of {few} [cannot work properly|is stuck] [until this is sorted|because of it].',
    'It is not [the end of the world|urgent], but it [happens every week|keeps coming back] and [nobody here trusts it any more|it makes us look careless].',
    'We have [a sale|our busiest weekend|an audit] [starting|coming up] [on Friday|next week|in {few} days], so [timing could not be worse|I would really like this out of the way].',
    'So far I count {dozens} [affected customers|cases] since {yesterday}.',
    'Before {lastWeek} this [worked fine|was never a problem].',
    'My colleague sees the same on [her machine|his laptop|another account].',
  ],
  circumstances: [
    'To give you the whole picture: [yesterday morning|on {dayName}] it was [fine|normal] until about {clock}. Then [my colleague|the night shift] noticed it first and [thought it was our internet|restarted everything]. We changed provider [by phone|tethering] to be sure, and it was exactly the same. [Since then I have written down every case, I can send you the list.|]',
    'How we work, in case it helps: {few} people, [two|three] tablets in the warehouse and [one|two] PCs in the office, all with {browser}. Orders come from the shop and from [two marketplaces|a B2B portal]. [It does not matter where an order comes from.|I have the feeling that it is worse for marketplace orders, but I cannot prove it.]',
    'We had something similar [last year|in the spring]. Back then your colleague wrote that it was [a one-off|fixed for good], and that we should get in touch if it came back. [I cannot find the old ticket number any more, sorry.|I hope this is not the same thing.] So here I am.',
    'What is important for me: (1) is any data lost, (2) do our customers notice, (3) what do I tell my [boss|team] tomorrow. [An honest "we do not know yet" is fine too.|Please answer all three.]',
    'What we [tried|have tried] so far:\n- logged out and in again\n- another browser ([Firefox|Chrome|Safari])\n- [a colleague’s account|my phone instead of the computer]\n\nNo [difference|change].',
    '[Some background|For context]: we [run|use] [the WooCommerce plugin|the Shopify app|your API directly|the hosted checkout] and ship [mostly within the EU|to {few} countries|only domestically]. [We have not changed anything in {few} weeks.|Last change on our side was {lastWeek}.]',
    'It [does not happen|is not] every time. I would say [one in ten|one in {few}|maybe {percent} percent], and [I cannot see a pattern|more in the evening|more often with new customers].',
    '[Examples|Here are some examples]:\n- {orderId}, {yesterday} {clock}\n- {orderId2}\n- {orderId3}\n\n[I can send more.|There are more, I stopped counting.]',
    'Merchant ID is `{merchantId}`, [browser|we use] {browser}. [I attach a screenshot.|Screenshot on request.|]',
    'I [looked|searched] in your help centre [first|before writing] but [found nothing that fits|the article there is about the old dashboard].',
    '[My developer|Our agency] [says|thinks] [it is on your side|that nothing is wrong in our code], [he checked the logs|they see our request going out and then nothing].',
  ],
  asks: [
    '[Can|Could] you [please |]have a look?',
    '[Please|Could you] let me know [what is going on|what we should do|if you need anything else].',
    'What [can|should] we do [in the meantime|until then]?',
    'Is this a known [issue|problem]?',
    '[Do you have|Is there] an [estimate|ETA] [for a fix|]?',
    'Please [advise|fix this asap|get back to me today].',
    'Are we doing something wrong?',
  ],
  closings: [
    'Thanks, {customer}',
    'Best regards\n{customer}\n{shop}',
    'Thank you!',
    'With kind regards\n{customer}\n[Owner|Operations|Shop manager|Customer service|IT], {shop}\n[Sent from my phone|This message is confidential. If you are not the addressee, please delete it and let us know.|Open Monday to Friday, 9 to 17]',
    '--\n{customer}\n{shop}, [Logistics|Finance|E-commerce]\nmerchant {merchantId}',
    'Kind regards, {customer}',
    'Thx',
    'Cheers\n{customer}',
    '{customer}, {shop}',
  ],
  details: [
    '[Sure|Of course], [one example is|for example] order `{orderId}`, [from|placed on] {yesterday} [around|at] {clock}. [Browser was {browser}.|]',
    '[It is|That is] merchant `{merchantId}`. [Happened|Last happened] [at|around] {clock} [today|our time]. [I have a screenshot if you need it.|]',
    'Yes, [still happening|just tried again, same thing]. {browser}, [no extensions|also in a private window].',
    '[Here you go|Examples]:\n- {orderId}\n- {orderId2}\n- {orderId3}',
    '[As I wrote above, it|It] is [every order|all of them], not [one|a single one]. But fine: `{orderId}`.',
    'We did not change anything [on our side|]. [Nobody touched the settings.|]',
  ],
  thanks: [
    '[Great|Perfect|Super], [that did it|works again|it is working now]. [Thanks|Thank you] [{agent}|for the quick help|a lot]!',
    'Confirmed, [all good|looks right] [on our side|from here]. [You can close this.|]',
    '[Works|Working] [now|again], [thank you|thanks] [:pray:|:slight_smile:|].',
    '[Just checked|I checked] [a few|{few}] [of them|cases] and [they are fine|it looks right]. Thanks for [explaining|the explanation].',
    'ok works now',
  ],
  chasers: [
    'Any [news|update|progress] [on this|here|]?',
    'Hello? [It has been {few} days.|Is anybody looking at this?]',
    '[Just checking in|Following up] - [is there any progress|when can we expect an answer]?',
    '[Still|This is still] [broken|happening] [today|this morning]. [Any news?|]',
    'Could [someone|anyone] [please |]tell me [if this is being worked on|where this stands]?',
    '+1, [we are waiting|still waiting] [for an answer|here].',
  ],
  angry: [
    'Third time I am asking. [This is not acceptable for what we pay.|If nobody answers I will take this to our account manager.]',
    '[Honestly|Frankly], this is [ridiculous|a joke]. We lose [money|orders] [every hour|every day] and get [copy-paste answers|silence].',
    'Did you even read [my message|what I wrote]? I [already said|wrote] that [we tried this|it does not help].',
    'We will [move to another provider|not renew] if this is how support works.',
  ],
  stillBroken: [
    'Sorry, but [that did not help|it is still happening]. [Last one|Latest] [just now|at {clock}]: `{orderId2}`.',
    '[Hm, no|No], [same problem again|same as before] [today|since this morning].',
    '[It was fine for a day|Worked for a few hours] and [now it is back|then it started again].',
    'Tried that, no [difference|change].',
  ],
};

import type { AskerPhrases } from './customers.ts';

/** What colleagues write to the IT helpdesk around the thing itself. */
export const colleaguePhrases: AskerPhrases = {
  greetings: ['Hi IT,', 'Hey,', 'Hello,', 'Hi [folks|all|{agent}],', 'Hi,', 'Morning,'],
  impact: [
    'I have a [demo|client call|presentation] [at 2 pm|tomorrow morning|in an hour] and [really need this|cannot do it like this].',
    '[Working|I am working] from [my phone|the meeting room PC] [until then|in the meantime], which is [not great|slow].',
    'It is not [blocking|super urgent], but [it eats half an hour every morning|quite annoying].',
    'Two [people|colleagues] [in my team|next to me] have the same.',
    '[It worked|Was fine] [on Friday|until {yesterday}|last week].',
    'I am in the [Berlin|Lisbon|Leeds] office until {dayName}.',
  ],
  circumstances: [
    'The story: [on {dayName}|yesterday] everything worked until lunch. I closed the lid, went to the canteen, came back, and since then it is like this. I did not install anything, [but there was an update waiting|there was a message about a restart that I clicked away]. {colleague} tried to help for half an hour and gave up.',
    'I know that you get many of these, so here is what I can tell: it affects [only me|me and the desk opposite], it is worse [on battery|in the morning], and the same account works on another machine. [Screenshot is on my desktop, I cannot attach it from here, ironically.|]',
    '[Already tried|I tried]:\n1. restart\n2. [another cable|logging out and in|the other Wi-Fi]\n3. asking {colleague}, who said "open a ticket"',
    'Machine: [ThinkPad T14|MacBook Pro 14|MacBook Air|Dell Latitude], asset tag FH-L{hundreds}, [Windows 11|macOS 15|macOS 26|Ubuntu 24.04], [office|home] network.',
    '[Happened|It happened] {few} times since {lastWeek}, [always in the morning|no pattern that I can see|mostly on video calls].',
    '[Not sure if it matters|Maybe important]: [I came back from vacation yesterday|I changed teams last month|I have been travelling and only used it abroad].',
  ],
  asks: [
    'Can [someone|you] [take a look|help], please?',
    '[What can I do|Anything I can try myself]?',
    'Could I [bring it over|come by] [today|after lunch]?',
    'Please [let me know|ping me on chat] [when you are on it|].',
  ],
  closings: ['Thanks!', 'Thank you, {reporter}', 'Cheers, {reporter}', 'thx', 'Best, {reporter}', ':pray:'],
  details: [
    '[It is|That is] the [14 inch one|ThinkPad|MacBook], asset tag FH-L{hundreds}. [Last update was {yesterday}.|]',
    'Tried [from home and from the office|wired and wireless], [same thing|no difference].',
    'Yes, restarted [twice|it], [still there|same again].',
    'It says exactly what I [wrote|pasted] above, [nothing more|no code].',
    'Since {yesterday}, [I think after the update|no idea what changed].',
  ],
  thanks: [
    '[Works|Working] [now|again], [thanks|thank you] [{agent}|so much|]! [:tada:|:thumbsup:|]',
    '[Perfect|Great], [that was it|all good]. [You can close this.|]',
    '[Confirmed|Just tried], it works. [Thanks for the quick help!|]',
    'got it, thx',
  ],
  chasers: [
    'Any [news|update] [on this|]?',
    '[Hi|Hello], [still waiting|is this on somebody’s list]? [It has been {few} days.|]',
    '[Bump.|ping]',
    'Sorry to [nag|push], but I [still cannot work|need this] [by Friday|this week].',
  ],
  angry: [
    'I have now lost [two days|a full day] over this. [Is anybody there?|My manager is in cc.]',
    'I [wrote|said] that I [already tried|did] that. Please read the ticket.',
  ],
  stillBroken: [
    'Sadly [no|not], [same error|same thing] [again|this morning].',
    '[It worked once|Worked until lunch], then [again the same|back to square one].',
    'Did that, [no change|no luck].',
  ],
};

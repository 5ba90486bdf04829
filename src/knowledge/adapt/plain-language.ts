import type { StaticModel } from '../embed/static/file.ts';
import { wordPieceTokenizer } from '../embed/static/wordpiece.ts';
import { createBags } from './bags.ts';
import { type Ranks, rankAmong } from './measure.ts';

/**
 * Everyday ways to say the same thing, in words that hardly meet. A model that has learned the language of tickets must
 * still know that they belong together.
 */
const PHRASES: readonly (readonly [string, string])[] = [
  ['I forgot my password', 'cannot log in any more, please reset my credentials'],
  ['the screen stays black', 'monitor shows no picture after start'],
  ['my laptop is very slow', 'computer takes forever to do anything'],
  ['the printer is out of paper', 'nothing comes out when I print, tray empty'],
  ['please give me access to the shared folder', 'missing permission for the team drive'],
  ['the train was late', 'delayed on the railway this morning'],
  ['how much does it cost', 'what is the price of this'],
  ['I would like to cancel my order', 'please do not ship what I bought'],
  ['the invoice is wrong', 'there is an error in the bill you sent'],
  ['money was taken twice', 'charged two times on my credit card'],
  ['where is my parcel', 'package has not been delivered yet'],
  ['the meeting was moved to Friday', 'appointment rescheduled to another day'],
  ['I am ill today', 'sick leave, not coming to work'],
  ['holiday request for August', 'I want to take vacation in summer'],
  ['the coffee machine is broken', 'no espresso in the kitchen since this morning'],
  ['the room is too cold', 'heating does not work in the office'],
  ['the lights went out', 'power failure in the building'],
  ['the phone has no signal', 'mobile without reception here'],
  ['I cannot hear you', 'no sound during the call'],
  ['the camera does not work in video calls', 'others cannot see me in meetings'],
  ['email does not arrive', 'messages are missing from my inbox'],
  ['too many spam messages', 'my mailbox is full of junk'],
  ['the website is down', 'page cannot be reached from anywhere'],
  ['the page loads slowly', 'it takes ages until the site appears'],
  ['the app closes by itself', 'program crashes without warning'],
  ['update failed', 'could not install the new version'],
  ['lost all my work', 'the document was not saved'],
  ['restore a deleted file', 'bring back something I removed by accident'],
  ['not enough disk space', 'hard drive is full'],
  ['running out of memory', 'process uses all the RAM'],
  ['the battery drains quickly', 'has to be charged several times a day'],
  ['wireless network keeps dropping', 'wifi connection is unstable'],
  ['remote access from home fails', 'vpn does not connect outside the office'],
  ['a new colleague starts on Monday', 'set up an account for an employee who joins next week'],
  ['somebody left the company', 'disable the login of a former employee'],
  ['translate this into German', 'the text should be in another language'],
  ['the date is shown wrongly', 'day and month are swapped'],
  ['wrong time zone', 'the clock is off by two hours'],
  ['numbers do not add up', 'the total of the column is incorrect'],
  ['export to a spreadsheet', 'download the table as an Excel file'],
  ['sort the list by name', 'show entries in alphabetical order'],
  ['the button does nothing', 'clicking has no effect'],
  ['text is too small to read', 'increase the font size'],
  ['the colours are hard to see', 'poor contrast on the page'],
  ['the picture is blurry', 'image quality is bad after upload'],
  ['the upload never finishes', 'sending a large file hangs'],
  ['the link leads nowhere', 'page not found when I click it'],
  ['search finds nothing', 'no results although the entry exists'],
  ['I get logged out all the time', 'session ends after a few minutes'],
  ['the security certificate has expired', 'browser warns that the site is not safe'],
  ['a suspicious message asks for my password', 'possible phishing attempt'],
  ['the virus scanner blocks the program', 'antivirus reports a false alarm'],
  ['change my address', 'I have moved to another street'],
  ['update my bank details', 'new account number for salary'],
  ['book a table for two', 'restaurant reservation for dinner'],
  ['what will the weather be like', 'is it going to rain tomorrow'],
  ['play some music', 'put on a song that I like'],
  ['wake me at seven', 'set an alarm for the morning'],
  ['turn off the lights', 'make it dark in the bedroom'],
  ['how do I get to the airport', 'directions to the terminal'],
  ['flight was cancelled', 'the airline called off our trip'],
  ['lost my luggage', 'the suitcase did not arrive'],
  ['I need a doctor', 'medical help please'],
  ['the car will not start', 'engine is dead this morning'],
  ['flat tyre', 'the wheel has lost its air'],
  ['the parking space is taken', 'somebody stands on my spot in the garage'],
  ['the lift is stuck', 'elevator stopped between two floors'],
  ['water on the floor', 'there is a leak under the sink'],
  ['the door does not open', 'my badge is not accepted at the entrance'],
  ['noise from the building site', 'too loud to concentrate'],
  ['order new chairs', 'we need furniture for the office'],
  ['a report is due on Friday', 'deadline for the summary is the end of the week'],
  ['who is responsible for this', 'which person owns the task'],
  ['it worked yesterday', 'broken since today, nothing was changed by me'],
  ['it happens only sometimes', 'intermittent problem, hard to reproduce'],
  ['thank you, it is solved', 'problem gone, you may close this'],
  ['please explain how it works', 'a guide for beginners would help'],
  ['the manual is out of date', 'documentation describes an old version'],
  ['customer is very angry', 'complaint from an unhappy client'],
  ['give the money back', 'refund for a returned purchase'],
];

/** Each phrase looks for its fellow among all of them, both ways. */
export function plainLanguageRanks(model: StaticModel): Ranks {
  const tokenizer = wordPieceTokenizer(model);
  const bags = createBags(model.scales.length);
  const numbers = PHRASES.map((pair) => pair.map((text) => bags.add(tokenizer.encode(text))));
  const [left, right] = [numbers.map((pair) => pair[0]!), numbers.map((pair) => pair[1]!)];
  return [...rankAmong(model, bags, left, right), ...rankAmong(model, bags, right, left)];
}

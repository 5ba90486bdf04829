import { FORMER_USER } from './former-user.ts';
import { alike } from './likeness.ts';
import type { Forgotten } from './request.ts';

/** Account ids of Jira Cloud are at least so long; a short one is a name such as "admin", which texts hold as a word. */
const UNMISTAKABLE_ID = 20;

/** Whether a name is one that text can be searched for: "Max" alone is also half of "Max connections". */
export function isFullName(name: string): boolean {
  return /\S\s+\S/.test(name);
}

/** Replaces, in a text, mentions of a person, full names, addresses, and ids that cannot be anything else. */
export function forgettingText({ ids, names, addresses, pseudonym }: Forgotten): (text: string) => string {
  const unmistakable = ids.filter((id) => id.length >= UNMISTAKABLE_ID);
  const replacements: [pattern: string, by: string][] = [
    ...ids.map((id): [string, string] => [String.raw`(?<=\[~(?:accountid:)?)${alike(id)}(?=\])`, pseudonym]),
    ...addresses.map((address): [string, string] => [bounded(address), `${pseudonym}@invalid`]),
    ...names.filter(isFullName).map((name): [string, string] => [bounded(name), FORMER_USER]),
    ...unmistakable.map((id): [string, string] => [bounded(id), pseudonym]),
  ];
  const patterns = replacements.map(([pattern, by]) => ({ pattern: new RegExp(pattern, 'giu'), by }));
  return (text) => {
    const composed = text.normalize('NFC');
    const rest = patterns.reduce((left, { pattern, by }) => left.replace(pattern, () => by), composed);
    return rest === composed ? text : rest;
  };
}

/** This, and not as a part of a longer word. */
function bounded(text: string): string {
  return String.raw`(?<![\p{L}\p{N}])${alike(text)}(?![\p{L}\p{N}])`;
}

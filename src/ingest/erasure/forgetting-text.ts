import { FORMER_USER } from './former-user.ts';
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
    ...ids.map((id): [string, string] => [
      String.raw`(?<=\[~(?:accountid:)?)${escaped(id)}(?=\])`,
      pseudonym,
    ]),
    ...addresses.map((address): [string, string] => [bounded(address), `${pseudonym}@invalid`]),
    ...names.filter(isFullName).map((name): [string, string] => [bounded(name), FORMER_USER]),
    ...unmistakable.map((id): [string, string] => [bounded(id), pseudonym]),
  ];
  const patterns = replacements.map(([pattern, by]) => ({ pattern: new RegExp(pattern, 'gu'), by }));
  return (text) => patterns.reduce((rest, { pattern, by }) => rest.replace(pattern, () => by), text);
}

/** Exactly this, and not a part of a longer word. */
function bounded(text: string): string {
  return String.raw`(?<![\p{L}\p{N}])${escaped(text)}(?![\p{L}\p{N}])`;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}

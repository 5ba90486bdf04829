/** What a person calls the kinds of JSON values. */
const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

/** Says what a contract found wrong at a place, without the words of programmers where it is one of the usual things. */
export function plainReason(message: string): string {
  const [, expected = '', received = ''] =
    /^Invalid input: expected (\w+), received (\w+)$/.exec(message) ?? [];
  if (received === 'undefined') return 'missing';
  if (received === 'null') return 'empty';
  if (received) return `${KINDS[received] ?? received} where ${KINDS[expected] ?? expected} belongs`;
  const [, most, unit] = /^Too big: expected \w+ to have <=(\d+) (\w+)$/.exec(message) ?? [];
  if (most) return `more than ${most} ${unit}`;
  if (/^Too small: expected \w+ to have >=1 \w+$/.test(message)) return 'empty';
  return message;
}

import { scryptSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { createPasswords } from '../../src/people/passwords.ts';
import { CHEAP } from '../support/people.ts';

test('a hash carries the recommended parameters and a salt of its own, and is what scrypt makes of them', async () => {
  const passwords = createPasswords();
  const hash = await passwords.hash('correct horse');
  const [scheme, N, r, p, salt = '', digest] = hash.split('$');
  expect([scheme, N, r, p]).toEqual(['scrypt', '32768', '8', '3']);
  const options = { N: 32_768, r: 8, p: 3, maxmem: 2 ** 26 };
  expect(scryptSync('correct horse', Buffer.from(salt, 'base64url'), 32, options).toString('base64url')).toBe(
    digest,
  );
  expect(await passwords.matches('correct horse', hash, 'known')).toBe(true);
  expect(await passwords.matches('correct horsf', hash, 'known')).toBe(false);
});

test('the same password makes another hash each time', async () => {
  const passwords = createPasswords(CHEAP);
  expect(await passwords.hash('x')).not.toBe(await passwords.hash('x'));
});

test('a password is the same however its letters are composed', async () => {
  const passwords = createPasswords(CHEAP);
  expect(await passwords.matches('cafe\u0301', await passwords.hash('caf\u00e9'), 'known')).toBe(true);
});

test('where there is no hash nothing matches', async () => {
  const passwords = createPasswords(CHEAP);
  for (const password of ['', 'null', 'x'])
    expect(await passwords.matches(password, null, 'known')).toBe(false);
});

test('a hash of other parameters is still understood, and outdated', async () => {
  const before = await createPasswords(CHEAP).hash('x');
  const passwords = createPasswords({ N: 4, r: 1, p: 1 });
  expect(await passwords.matches('x', before, 'known')).toBe(true);
  expect([passwords.isOutdated(before), passwords.isOutdated(await passwords.hash('x'))]).toEqual([
    true,
    false,
  ]);
});

test('of strangers only a few wait for their turn, and whoever comes then is sent away', async () => {
  const passwords = createPasswords(CHEAP);
  const strangers = Promise.allSettled(
    Array.from({ length: 40 }, () => passwords.matches('x', null, 'strangers')),
  );
  // Theirs is a queue of its own.
  await expect(passwords.hash('x')).resolves.toContain('scrypt$');
  const refused = (await strangers).filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(40 - 1 - 20);
  expect(refused[0]).toMatchObject({ reason: { code: 'too-many-requests' } });
});

import { expect, test } from 'vitest';
import { identityOf } from '../../src/people/oidc/provider.ts';

const ENTRA = 'https://login.microsoftonline.com/3f0e/v2.0';
const OTHER = 'https://login.microsoftonline.com.evil.example/';

test.each([
  [ENTRA, { xms_edov: true }, true],
  [ENTRA, { xms_edov: '1' }, true],
  [ENTRA, { xms_edov: false }, false],
  [ENTRA, {}, false],
  [ENTRA, { xms_edov: true, email_verified: false }, false],
  [OTHER, { xms_edov: true }, false],
  [OTHER, { email_verified: true }, true],
  [OTHER, { email_verified: 1 }, false],
])('%s vouches for an address with %j: %j', (iss, claims, verified) => {
  const identity = identityOf({ iss, sub: 's', email: 'ann@example.com', ...claims });
  expect(identity).toEqual({
    issuer: iss,
    subject: 's',
    email: 'ann@example.com',
    emailVerified: verified,
    name: null,
  });
});

test('what is no text is neither an address nor a name', () => {
  const identity = identityOf({ iss: OTHER, sub: 's', email: ['ann@example.com'], name: { first: 'Ann' } });
  expect([identity.email, identity.name]).toEqual([null, null]);
});

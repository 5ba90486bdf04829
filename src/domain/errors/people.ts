import type { CatalogueEntry } from './entry.ts';

/** Accounts, logins and what they allow. */
export const peopleErrors = {
  'login-required': {
    title: 'This request needs a login.',
    status: 401,
    retry: false,
    advice:
      'Sign in on the dashboard, or send an API key. Without accounts Casebook serves this machine only: open it under the address that it printed.',
  },
  'login-failed': {
    title: 'The login or the password is not right.',
    status: 401,
    retry: false,
    advice: 'Try again; an operator can set a new password with `casebook users set-password`.',
  },
  'login-delayed': {
    title: 'Too many logins failed; this one was not looked at.',
    status: 429,
    retry: true,
    advice:
      'Wait as long as the detail says. On the machine itself, `casebook users unlock LOGIN` ends the wait at once.',
  },
  'oidc-not-configured': {
    title: 'No provider is set up to sign in with.',
    status: 404,
    retry: false,
    advice: 'Sign in with a password; docs/people.md says how a provider is set up.',
  },
  'oidc-unavailable': {
    title: 'The provider that you sign in with does not answer.',
    status: 503,
    retry: true,
    advice: 'Try again in a while, or sign in with a password. The log says what went wrong.',
  },
  'oidc-begin-again': {
    title: 'This login was begun elsewhere or too long ago, or has been used.',
    status: 400,
    retry: false,
    advice: 'Begin it again, and end it in the same browser within ten minutes.',
  },
  'oidc-refused': {
    title: 'The provider did not sign you in, or what it said cannot be believed.',
    status: 401,
    retry: false,
    advice: 'Try again; if it stays so, an operator finds the reason in the log.',
  },
  'oidc-email-unverified': {
    title: 'The provider does not vouch for your e-mail address.',
    status: 403,
    retry: false,
    advice:
      'Have the address confirmed there; an operator finds what the provider has to send in docs/people.md.',
  },
  'oidc-no-account': {
    title: 'The provider knows you, but you have no account here that is open.',
    status: 403,
    retry: false,
    advice: 'Ask an operator to add you, with your e-mail address there as the login here.',
  },
  'oidc-other-identity': {
    title: 'The account of your e-mail address belongs to somebody else at the provider.',
    status: 403,
    retry: false,
    advice:
      'Addresses are given to new people. Ask an operator: where the account is yours, `casebook users forget-identity` lets you in.',
  },
  'role-required': {
    title: 'Your role does not allow this.',
    status: 403,
    retry: false,
    advice: 'An operator can change a role with `casebook users set-role`.',
  },
  'scope-required': {
    title: 'This API key was not made for that.',
    status: 403,
    retry: false,
    advice: 'Make a key with the scope that the detail names.',
  },
  'too-many-requests': {
    title: 'That were too many requests in a short time.',
    status: 429,
    retry: true,
    advice: 'Ask again after as many seconds as the `Retry-After` header says.',
  },
  'accounts-needed': {
    title: 'Beyond this machine Casebook serves only people who sign in, and nobody can yet.',
    status: 409,
    retry: false,
    advice: 'Add an operator first: `casebook users add LOGIN --role operator`.',
  },
  'user-not-found': {
    title: 'There is no such user.',
    status: 404,
    retry: false,
    advice: '`casebook users list` shows all.',
  },
  'user-exists': {
    title: 'There is a user of that login already.',
    status: 409,
    retry: false,
    advice: 'Choose another login, or change that user: see `casebook users --help`.',
  },
  'operator-first': {
    title: 'The first user has to be an operator.',
    status: 409,
    retry: false,
    advice: 'Add an operator with `--role operator`; from then on everybody has to sign in.',
  },
  'last-operator': {
    title: 'This is the last operator who can sign in.',
    status: 409,
    retry: false,
    advice: 'Make somebody else an operator first.',
  },
  'principal-invalid': {
    title: 'This is nothing that a user can be given.',
    status: 400,
    retry: false,
    advice: 'Give project:KEY, agent:KEY, security:ID, role:KEY:ID or group:ID, as docs/people.md explains.',
  },
  'key-not-found': {
    title: 'There is no such API key.',
    status: 404,
    retry: false,
    advice: '`casebook keys list` shows all.',
  },
  'key-in-address': {
    title: 'An API key stood in the address of a request.',
    status: 400,
    retry: false,
    advice:
      'Revoke it: addresses are written into logs. Send keys in the header `Authorization: Bearer` alone.',
  },
} as const satisfies Record<string, CatalogueEntry>;

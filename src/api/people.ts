import { z } from 'zod';
import { LOGIN, ROLES, VIAS } from '../people/choices.ts';
import { time } from './shapes.ts';

/** An e-mail address or another name, in lower case: no two that look alike. */
export const loginName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(LOGIN, 'expected letters, digits and . _ % + @ - alone')
  .describe('An e-mail address or another name; case does not matter.');

/** As long as OWASP ASVS 4.0 (2.1.1) asks for; whole sentences fit. */
const newPassword = z
  .string()
  .min(12, 'expected at least 12 characters')
  .max(1000)
  .refine(
    (password) => !isCommon(password),
    'expected no digits alone, no few characters repeated, and no word that everybody tries',
  );

/** What leaked lists of passwords are full of, whatever digits and signs stand around it. None begins another. */
const COMMON_WORDS =
  /^(?:password|passwort|qwerty|qwertz|uiop|asdf|ghjkl|abc|def|ghi|admin|istrator|welcome|letmein|changeme|iloveyou|secret|casebook|test|user|login)+$/;

function isCommon(password: string): boolean {
  const letters = password.toLowerCase().replace(/[^\p{L}]/gu, '');
  return /^\d+$/.test(password) || new Set(password).size < 5 || COMMON_WORDS.test(letters);
}

const role = z
  .enum(ROLES)
  .describe(
    'reader: searches and reads. agent: also triage, sync and exports. operator: everything, and sees everything.',
  );

export const loginRequest = z.strictObject({
  login: z.string().trim().toLowerCase().min(1).max(200),
  password: z.string().min(1).max(1000),
});

export const waysInQuery = z.object({
  refused: z.string().max(100).optional().describe('The code that a login at the provider was refused with.'),
});

export const waysInAnswer = z.object({
  provider: z
    .string()
    .nullable()
    .describe(
      'The host of the provider that one can sign in with at /api/session/oidc; null where there is none.',
    ),
  refused: z
    .object({ code: z.string(), title: z.string(), advice: z.string() })
    .nullable()
    .describe('What the code of the question means; null where none of a login was given.'),
});

export const passwordRequest = z.strictObject({
  current: z.string().min(1).max(1000),
  password: newPassword,
});

export const meAnswer = z.object({
  login: z.string().nullable().describe('Null at the machine itself, where nobody signs in.'),
  name: z.string().nullable(),
  role,
});

export const userAnswer = z.object({
  id: z.string(),
  login: z.string(),
  name: z.string(),
  role,
  disabled: z.boolean(),
  principals: z.array(z.string()).describe('What opens tickets to a reader or an agent; see docs/people.md.'),
  jiraAccountId: z.string().nullable(),
  created: time,
  lastLogin: time.nullable(),
});
export const usersAnswer = z.object({ users: z.array(userAnswer) });

export const newUserRequest = z.strictObject({
  login: loginName,
  name: z.string().trim().min(1).max(200).optional().describe('What people call them; the login without it.'),
  role,
  password: newPassword,
});

export const userChangeRequest = z
  .strictObject({
    name: z.string().trim().min(1).max(200),
    role,
    disabled: z.boolean(),
    password: newPassword.describe('Ends all sessions of the user.'),
    grant: z.array(z.string().max(300)).max(1000),
    revoke: z.array(z.string().max(300)).max(1000),
    jiraAccountId: z.string().min(1).max(255).nullable(),
    forgetIdentity: z
      .literal(true)
      .describe(
        'Who the user is at the provider is said anew by the next login there. Ends all their sessions.',
      ),
    unlock: z.literal(true).describe('Ends what failed logins have made the user wait for.'),
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'name something to change')
  .meta({ minProperties: 1 });

const via = z.enum(VIAS).describe('How they proved who they are.');

export const auditQuery = z.object({
  actor: z.string().max(200).optional().describe('Only what this user did.'),
  action: z.string().max(100).optional(),
  via: via.optional().describe('Only what was done so: machine is whoever can read the data folder.'),
  before: z.coerce.number().int().min(1).optional().describe('The `next` of the page before.'),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

export const auditAnswer = z.object({
  records: z
    .array(
      z.object({
        id: z.number(),
        at: time,
        actor: z.string().nullable().describe('The login; null where nobody had signed in.'),
        via,
        address: z.string().nullable(),
        action: z.string(),
        subject: z.string().nullable().describe('What it was done to.'),
        detail: z.string().nullable(),
        status: z
          .number()
          .nullable()
          .describe('The HTTP status that it ended with; null while it is under way.'),
      }),
    )
    .describe('Newest first.'),
  next: z.number().nullable(),
  actors: z.array(z.string()).describe('All logins that there are entries of.'),
  actions: z.array(z.string()).describe('All actions that there are entries of.'),
});

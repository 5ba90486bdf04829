import { z } from 'zod';
import { SCOPES } from '../people/choices.ts';
import { loginName } from './people.ts';
import { time } from './shapes.ts';

const scope = z
  .enum(SCOPES)
  .describe(
    'read: ask. write: also start a sync and import. admin: everything that the user may; each as far as the role of the user reaches.',
  );

export const keyAnswer = z.object({
  id: z.string().describe('The key begins with `cbk_`, this, and `_`.'),
  user: z.string(),
  name: z.string(),
  scope,
  created: time,
  expires: time,
  lastUsed: time.nullable(),
});

export const keysAnswer = z.object({ keys: z.array(keyAnswer) });

export const newKeyRequest = z.strictObject({
  name: z.string().trim().min(1).max(200).describe('What it is for.'),
  scope: scope.default('read'),
  days: z
    .number()
    .int()
    .min(1)
    .max(730)
    .default(90)
    .describe('After so many days it opens nothing any more.'),
  user: loginName
    .optional()
    .describe('Whose it is: an operator may make keys of others. Oneself without it.'),
});

export const newKeyAnswer = keyAnswer.extend({
  key: z.string().describe('The key itself: nobody can show it again. Send it as `Authorization: Bearer`.'),
});

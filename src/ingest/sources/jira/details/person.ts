import { z } from 'zod';
import type { Person } from '../../../../domain/index.ts';

const name = z.string().nullish();

/** Somebody as Cloud (an account id) or Data Center (a key and a name) names him. */
export const person: z.ZodType<Person> = z
  .looseObject({ accountId: name, key: name, name, displayName: name })
  .transform((told, context) => {
    const id = told.accountId || told.key || told.name;
    if (id) return { accountId: id, displayName: told.displayName || told.name || id };
    context.addIssue({ code: 'custom', message: 'expected an accountId, a key or a name' });
    return z.NEVER;
  });

/** Nobody where it says nobody, or nobody that can be told. */
export const somebody: z.ZodType<Person | null> = person
  .nullish()
  .catch(null)
  .transform((one) => one ?? null);

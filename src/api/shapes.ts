import { z } from 'zod';
import { isTimeZone } from '../domain/index.ts';

/** What the shapes of several parts of the API are made of. */

export type Wire<T extends z.ZodType> = z.output<T>;

export const time = z.string().meta({ format: 'date-time' });

export const timeZone = z
  .string()
  .refine(isTimeZone, 'expected the name of a time zone, such as Europe/Berlin')
  .default('UTC');

/** What work that takes long failed with. */
export const failure = z.object({ code: z.string(), detail: z.string() });

/** A parameter that may be repeated. */
export const many = <T extends z.ZodType>(value: T) =>
  z.preprocess(
    (given) => (given === undefined || Array.isArray(given) ? given : [given]),
    z.array(value).max(100).optional(),
  );

/** RFC 9457, with the code and the advice of the error catalogue. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  code: z.string(),
  advice: z.string(),
  retry: z.boolean().describe('Whether the same request can succeed later.'),
  requestId: z.string(),
});

export const siteNames = z
  .array(z.string().min(1).max(20))
  .min(1)
  .max(100)
  .optional()
  .describe('Only these Jira sites; the one of JIRA_BASE_URL is called first.');

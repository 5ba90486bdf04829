import { z } from 'zod';

export const settingsAnswer = z.object({
  settings: z.array(
    z.object({
      name: z.string().describe('The environment variable.'),
      value: z
        .union([z.string(), z.number(), z.array(z.string())])
        .nullable()
        .describe('Null where it is not set; `(set)` where it is a secret.'),
      origin: z
        .enum(['option', 'environment', '.env', 'casebook.env', 'default'])
        .nullable()
        .describe('Where the value came from; null where that is not known any more.'),
      description: z.string(),
    }),
  ),
});

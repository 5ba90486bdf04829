import { z } from 'zod';

/** A project's key as people type it. */
const projectKey = z.string().regex(/^[A-Za-z][A-Za-z0-9_]*$/, 'expected the key of a project, such as PAY');

export const syncRequest = z.strictObject({
  full: z.boolean().optional().describe('Read all tickets anew, not only those that changed.'),
  maxIssues: z
    .number()
    .int()
    .min(1)
    .optional()
    .describe('Read at most so many; the next sync begins where this one began.'),
  projects: z.array(projectKey).max(100).optional(),
  statusCategory: z.string().min(1).max(100).optional(),
  startDate: z.iso.date().optional().describe('Only tickets created on this day or later.'),
});

export const syncPreview = z.object({
  jql: z.string().describe('What Jira is asked to choose by, beside when tickets changed.'),
  issues: z.number().describe('Tickets that a sync would ask for.'),
});

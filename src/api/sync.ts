import { z } from 'zod';
import { failure, siteNames } from './shapes.ts';

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
  sites: siteNames,
});

export const syncPreview = z.object({
  jql: z
    .string()
    .describe('What the first of these sites is asked to choose by, beside when tickets changed.'),
  issues: z.number().describe('Tickets that a sync would ask for, of all sites that could be asked.'),
  sites: z.array(
    z.object({
      site: z.string(),
      jql: z.string(),
      issues: z.number().nullable().describe('Null where it could not be asked.'),
      error: failure.nullable().describe('Why it could not be asked, or may not be read.'),
    }),
  ),
});

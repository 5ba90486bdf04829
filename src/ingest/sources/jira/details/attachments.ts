import { z } from 'zod';
import { type Attachment, TEXT_OMISSIONS } from '../../../../domain/index.ts';
import { LONGEST_ID, LONGEST_SUMMARY } from '../../../limits.ts';
import { jiraTime } from '../contract.ts';
import type { LenientReader } from './lenient.ts';
import { somebody } from './person.ts';
import { unique } from './worklogs.ts';

/** What is known of a file at a ticket. */
export const attachment = z.looseObject({
  id: z.coerce.string().max(LONGEST_ID),
  filename: z.string().max(LONGEST_SUMMARY),
  mimeType: z.string().max(LONGEST_ID).default(''),
  size: z.number().nonnegative(),
  author: somebody,
  created: jiraTime,
});

/**
 * What is in the files of an issue, by their ids, as a record keeps it beside what Jira gave: the one member of a record
 * that is Casebook's own.
 */
export const attachmentTexts = z.record(
  z.string(),
  z.union([z.object({ text: z.string() }), z.object({ omitted: z.enum(TEXT_OMISSIONS) })]),
);
export type AttachmentTexts = z.infer<typeof attachmentTexts>;

/** The files at an issue with what is in those that are text, oldest first. */
export function attachmentsFrom(
  issue: Readonly<Record<string, unknown>>,
  fields: Readonly<Record<string, unknown>>,
  reader: LenientReader,
): Attachment[] {
  const texts = reader.one('attachments.texts', issue.attachmentTexts, attachmentTexts) ?? {};
  return unique(reader.each('attachments', fields.attachment, attachment))
    .map(({ id, filename, mimeType, size, author, created }): Attachment => {
      const read = Object.hasOwn(texts, id) ? texts[id] : undefined;
      return {
        ...{ id, filename, mimeType, size, author, created },
        text: read && 'text' in read ? read.text : null,
        omitted: read && 'omitted' in read ? read.omitted : null,
      };
    })
    .sort((a, b) => a.created - b.created);
}

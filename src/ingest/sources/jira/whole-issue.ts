import { z } from 'zod';
import { attachmentTextsOf, type FileReading } from './attachment-texts.ts';
import type { JiraClient } from './client.ts';
import { describeFields, hasOwnFields } from './describe-fields.ts';

const page = z.looseObject({ total: z.number() }).optional().catch(undefined);

/** As much of an issue as tells what is missing from it; of the rest nothing is checked here. */
const partial = z.looseObject({
  id: z.string(),
  fields: z.looseObject({ comment: page, worklog: page }),
  changelog: page,
});

/**
 * An issue with all that Jira has of it: the comments, worklogs and changes beyond the first that Jira puts into an issue,
 * which are asked for where there are more; the names of its site's own fields; and the text of its files.
 *
 * @param files absent: no file is read.
 */
export async function wholeIssue(
  client: JiraClient,
  issue: unknown,
  files: FileReading | undefined,
): Promise<unknown> {
  const parsed = partial.safeParse(issue);
  // Nothing is asked for in the name of what is no issue: the gate says what is wrong with it.
  if (!parsed.success) return issue;
  const { id, fields, changelog } = parsed.data;
  const [comment, worklog, history, texts] = await Promise.all([
    completed(fields.comment, 'comments', () => client.fetchComments(id)),
    completed(fields.worklog, 'worklogs', () => client.fetchWorklogs(id)),
    completed(changelog, 'histories', () => client.fetchChangelog(id)),
    files ? attachmentTextsOf(client, fields.attachment, files) : {},
  ]);
  const given = issue as { readonly fields: Readonly<Record<string, unknown>> };
  const whole = {
    ...given,
    fields: { ...given.fields, ...(comment && { comment }), ...(worklog && { worklog }) },
    ...(history && { changelog: history }),
    ...(Object.keys(texts).length > 0 && { attachmentTexts: texts }),
  };
  return hasOwnFields(whole) ? describeFields(whole, await client.fields()) : whole;
}

/** The page with all entries in place of the first ones; undefined where those are all, or there is no page. */
async function completed(
  given: z.infer<typeof page>,
  list: string,
  fetchAll: () => Promise<unknown[]>,
): Promise<object | undefined> {
  const first = given?.[list];
  if (!given || !Array.isArray(first) || given.total <= first.length) return undefined;
  const all = await fetchAll();
  return { ...given, [list]: all, total: all.length, startAt: 0, maxResults: all.length };
}

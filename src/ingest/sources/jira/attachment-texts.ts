import { CasebookError, type TextOmission } from '../../../domain/index.ts';
import type { JiraClient } from './client.ts';
import { type AttachmentTexts, attachment } from './details/attachments.ts';
import { decodedText, looksLikeText } from './text-file.ts';

/** Which files at tickets are read for their text. */
export interface FileReading {
  /** Bytes of a file; longer ones are not read. */
  readonly perFile: number;
  /** Bytes of all files of a ticket. */
  readonly perTicket: number;
  /** The texts of these files that are stored already, by their ids: a file at a ticket never changes. */
  known(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/**
 * What is in the files of an issue that look like text, by their ids, oldest first as far as there is room; why not, of
 * the others. No file has the issue refused.
 *
 * @throws CasebookError `jira-unavailable` where not the file is the trouble, but Jira.
 */
export async function attachmentTextsOf(
  client: JiraClient,
  files: unknown,
  { perFile, perTicket, known }: FileReading,
): Promise<AttachmentTexts> {
  const readable = (Array.isArray(files) ? files : [])
    .flatMap((file) => attachment.safeParse(file).data ?? [])
    .filter(looksLikeText)
    .sort((a, b) => a.created - b.created);
  if (readable.length === 0) return {};
  const stored = await known(readable.map(({ id }) => id));
  const texts: AttachmentTexts = {};
  let room = perTicket;
  for (const { id, size } of readable) {
    const most = Math.min(perFile, room);
    const text = stored.get(id);
    if (size > perFile) texts[id] = { omitted: 'too-large' };
    else if (size > room) texts[id] = { omitted: 'ticket-full' };
    else if (text !== undefined) texts[id] = { text };
    else texts[id] = await fetchText(client, id, most);
    if ('text' in texts[id]) room -= size;
  }
  return texts;
}

async function fetchText(client: JiraClient, id: string, most: number): Promise<AttachmentTexts[string]> {
  try {
    const bytes = await client.fetchAttachment(id, most);
    if (bytes === null) return { omitted: 'too-large' };
    const text = decodedText(bytes);
    return text === null ? { omitted: 'not-text' } : { text };
  } catch (error) {
    return { omitted: await omissionFor(client, error) };
  }
}

async function omissionFor(client: JiraClient, error: unknown): Promise<TextOmission> {
  if (!(error instanceof CasebookError)) throw error;
  if (error.code !== 'jira-unavailable') return 'not-given';
  // Throws where it is not the file alone that Jira does not give.
  await client.serverTime();
  return 'unavailable';
}

import type { SiteName } from '../domain/index.ts';
import { type Database, inGroups, ofSite } from '../platform/database/index.ts';
import type { FileReading } from './sources/jira/attachment-texts.ts';

/** As many files of the longest that is read are read of one ticket. */
const FILES_OF_A_TICKET = 4;
const GROUP = 500;

/**
 * Which files at tickets of a site are read for their text, up to so many KiB each; undefined for none. What the tables
 * hold of a file is not fetched again.
 */
export function fileReading(
  database: Database,
  kibibytes: number,
  site: SiteName = null,
): FileReading | undefined {
  if (kibibytes === 0) return undefined;
  return {
    perFile: kibibytes * 1024,
    perTicket: kibibytes * 1024 * FILES_OF_A_TICKET,
    async known(ids) {
      const texts = new Map<string, string>();
      for await (const group of inGroups(ids, GROUP)) {
        const rows = await database
          .selectFrom('attachment_texts')
          .select(['attachment_id', 'text'])
          .where('attachment_id', 'in', group)
          .where(ofSite('ticket_id', site))
          .execute();
        for (const { attachment_id, text } of rows) texts.set(attachment_id, text);
      }
      return texts;
    },
  };
}

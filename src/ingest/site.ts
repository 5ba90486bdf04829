import { type Database, keepFact, readFact } from '../platform/database/index.ts';

const SITE_URL = 'site-url';

/** Keeps the address of the Jira that tickets come from, so that links work without the settings that name it. */
export const rememberSite = (database: Database, url: string): Promise<void> =>
  keepFact(database, SITE_URL, url);

export const rememberedSite = (database: Database): Promise<string | null> => readFact(database, SITE_URL);

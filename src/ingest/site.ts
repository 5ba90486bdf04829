import type { Database } from '../platform/database/index.ts';

const SITE_URL = 'site-url';

/** Keeps the address of the Jira that tickets come from, so that links work without the settings that name it. */
export async function rememberSite(database: Database, url: string): Promise<void> {
  await database
    .insertInto('installation')
    .values({ name: SITE_URL, value: url })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: url }))
    .execute();
}

export async function rememberedSite(database: Database): Promise<string | null> {
  const row = await database
    .selectFrom('installation')
    .select('value')
    .where('name', '=', SITE_URL)
    .executeTakeFirst();
  return row?.value ?? null;
}

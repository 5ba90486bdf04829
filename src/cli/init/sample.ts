import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Connection, followSync, inProcess } from '../../client/index.ts';
import type { Config } from '../../platform/config/index.ts';
import { makeFolders } from '../../platform/data-folder/index.ts';
import { bytesIn, type Sample } from '../../setup/index.ts';
import type { Host } from '../host.ts';

/**
 * Reads some tickets as a first sync does, into a folder within the data folder that is thrown away again, and measures what
 * that takes: on this disk, over this network, with this model. Not into the database of the settings.
 *
 * @param jira the account of the settings that are being made.
 * @param ids of the tickets to read.
 * @throws CasebookError what a sync says.
 */
export async function measureSample(
  host: Host,
  config: Config,
  jira: Pick<Config, 'JIRA_BASE_URL' | 'JIRA_EMAIL' | 'JIRA_API_KEY'>,
  ids: readonly string[],
): Promise<Sample> {
  const folder = join(config.CASEBOOK_DATA_DIR, 'sample');
  const remove = () => rmSync(folder, { recursive: true, force: true });
  // Whoever has had enough leaves no ticket behind.
  const leave = (signal: NodeJS.Signals) => {
    remove();
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  remove();
  makeFolders(config.CASEBOOK_DATA_DIR);
  process.on('SIGINT', leave).on('SIGTERM', leave);
  const settings: Config = {
    ...config,
    ...jira,
    CASEBOOK_DATA_DIR: folder,
    CASEBOOK_LOG_LEVEL: 'silent',
    CASEBOOK_EMBEDDER: 'static',
    CASEBOOK_JOBS: 'database',
    DATABASE_URL: undefined,
    JIRA_JQL: `id in (${ids.join(', ')})`,
    JIRA_SITES_FILE: undefined,
  };
  try {
    await (await host.open(settings, 'real')).close();
    const empty = bytesIn(folder);
    const application = await host.open(settings, 'real');
    let timed: Omit<Sample, 'bytes'>;
    try {
      timed = await timedSync(inProcess(application), ids.length);
    } finally {
      await application.close();
    }
    return { ...timed, bytes: Math.max(0, bytesIn(folder) - empty) };
  } finally {
    remove();
    process.off('SIGINT', leave).off('SIGTERM', leave);
  }
}

/** The time until the tickets can be found; what a sync asks afterwards does not grow with them. */
async function timedSync(api: Connection, wanted: number): Promise<Omit<Sample, 'bytes'>> {
  const begun = performance.now();
  let ms: number | null = null;
  const { indexing } = await followSync(api, { path: '/api/sync', body: {} }, ({ run, indexing, over }) => {
    if (over || (run.received >= wanted && indexing.waiting === 0)) ms ??= performance.now() - begun;
  });
  return { tickets: indexing.live, ms: Math.round(ms ?? performance.now() - begun) };
}

import { CasebookError } from '../domain/index.ts';
import {
  type Generation,
  keepSnapshotOf,
  leaveQdrant,
  openExactIndex,
  openQdrant,
  removeSnapshots,
  type SearchIndex,
} from '../knowledge/index.ts';
import type { Config } from '../platform/config/index.ts';
import type { InstallationKind } from '../platform/data-folder/index.ts';
import type { Database } from '../platform/database/index.ts';
import type { Logger } from '../platform/telemetry/index.ts';

/** What searches, as the settings choose it. */
export interface SearchEngine {
  readonly name: Config['CASEBOOK_SEARCH_INDEX'];
  readonly openIndex: (database: Database, generation: Generation) => Promise<SearchIndex>;
  /** Removes what any index has beside the database that is not open; called while none is being made. */
  removeRest(): Promise<void>;
  /** The same at a start, but for what the active generation opens from; what cannot be removed then is said. */
  keepOf(active: Generation): Promise<void>;
  /** What it is, in a few words. @throws CasebookError where it cannot be had. */
  about(): Promise<string>;
  close(): Promise<void>;
}

interface Ground {
  readonly config: Config;
  readonly kind: InstallationKind;
  readonly database: Database;
  /** The folder of snapshots. */
  readonly snapshots: string;
  readonly log: Logger;
}

/** The demo company stays in its folder. @throws CasebookError where a server is asked for that cannot be had. */
export function openSearchEngine(ground: Ground): Promise<SearchEngine> {
  const { config, kind } = ground;
  return config.CASEBOOK_SEARCH_INDEX === 'qdrant' && kind === 'real' ? qdrant(ground) : embedded(ground);
}

async function embedded({ config, database, snapshots: folder, log }: Ground): Promise<SearchEngine> {
  const snapshots = { folder, log };
  const left = configuredQdrant(config);

  /** Vectors and words of an installation that was on Qdrant may still lie there. */
  async function leave(): Promise<string | null> {
    return leaveQdrant(database, left && { ...left, retries: 0 });
  }

  return {
    name: 'embedded',
    openIndex: (own, generation) => openExactIndex(own, generation, snapshots),
    async removeRest() {
      await removeSnapshots(folder);
      const prefix = await leave();
      if (prefix)
        log.warn(
          { collections: `${prefix}*` },
          'the Qdrant that was used before may hold vectors of what is erased: set QDRANT_URL and start once, or delete these collections there',
        );
    },
    async keepOf({ id }) {
      await keepSnapshotOf(id, snapshots);
      await leave().catch((err) =>
        log.warn(
          { err },
          'what lies in the Qdrant that was used before cannot be removed; the next start tries it',
        ),
      );
    },
    about: async () => 'the embedded engine',
    close: async () => undefined,
  };
}

async function qdrant({ config, database, snapshots: folder, log }: Ground): Promise<SearchEngine> {
  const options = configuredQdrant(config);
  if (!options)
    throw new CasebookError(
      'config-invalid',
      'QDRANT_URL: expected the address of a Qdrant server, because CASEBOOK_SEARCH_INDEX is qdrant.',
    );
  const engine = await openQdrant(database, { ...options, log });
  const removeRest = async () => {
    await removeSnapshots(folder);
    await engine.removeOthers();
  };
  return {
    name: 'qdrant',
    openIndex: engine.openIndex,
    removeRest,
    keepOf: () =>
      removeRest().catch((err) => log.warn({ err }, 'what no index needs any more cannot be removed')),
    about: async () => `Qdrant ${await engine.version()} at ${options.url}`,
    close: engine.close,
  };
}

function configuredQdrant({ QDRANT_URL: url, QDRANT_API_KEY: apiKey }: Config) {
  return url === undefined ? null : { url, apiKey };
}

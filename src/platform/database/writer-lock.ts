import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { CasebookError } from '../../domain/index.ts';
import { type DatabaseLocation, showLocation } from './location.ts';
import { unavailable } from './unavailable.ts';

/** That this process alone writes to a PostgreSQL database, as long as it is held. */
export interface WriterLock {
  /**
   * Resolves when the lock is held. Where its connection broke, the lock is taken again first; until then nothing
   * may be written, because another process may hold it.
   *
   * @throws CasebookError `database-busy`, `database-unavailable`.
   */
  held(): Promise<void>;
  release(): Promise<void>;
}

/** A process that was just killed may still count as connected for a moment. */
const ATTEMPTS = 10;
const PAUSE_MS = 100;

/**
 * The lock is an advisory one, held on a connection of its own: the server lets go of it when that connection ends in
 * whatever way, so no stale lock can remain. Each schema (`search_path`) of a database has a lock of its own.
 */
export function writerLock(address: DatabaseLocation): WriterLock {
  let holder: Client | null = null;
  let acquiring: Promise<void> | null = null;

  async function acquire(): Promise<void> {
    const client = new Client({
      connectionString: address,
      application_name: 'casebook writer',
      keepAlive: true,
    });
    const lose = () => {
      if (holder === client) holder = null;
    };
    client.on('error', lose).on('end', lose);
    await client.connect().catch((error) => {
      throw unavailable(address, error);
    });
    // The server notices a machine that vanished after about a minute, not after the two hours of the default.
    await client.query(
      'set tcp_keepalives_idle = 20; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 4',
    );
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const { rows } = await client.query(
        "select pg_try_advisory_lock(hashtextextended('casebook writer ' || current_schema(), 0)) as held",
      );
      if (rows[0].held) {
        holder = client;
        return;
      }
      await delay(PAUSE_MS);
    }
    await client.end();
    throw new CasebookError('database-busy', showLocation(address));
  }

  return {
    async held() {
      if (holder) return;
      acquiring ??= acquire().finally(() => {
        acquiring = null;
      });
      await acquiring;
    },
    async release() {
      await acquiring?.catch(() => undefined);
      await holder?.end();
    },
  };
}

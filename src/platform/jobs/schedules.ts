import { type Database, transact } from '../database/index.ts';
import type { Clock } from './clock.ts';
import { nextRun } from './cron.ts';
import type { Schedule } from './job-queue.ts';
import type { JobStore } from './job-store.ts';
import { payloadJson, rulesFromJson, rulesOf } from './queue-rules.ts';

/** The schedules of an installation. They lie in the database whichever store keeps the jobs. */
export interface Schedules {
  set<P>(schedule: Schedule<P>): Promise<void>;
  remove(name: string): Promise<boolean>;
  /** Puts in the jobs of all schedules that are due. */
  fire(): Promise<void>;
}

export function createSchedules(database: Database, store: JobStore, clock: Clock): Schedules {
  return {
    async set({ name, queue, payload, cron, timeZone }) {
      const row = {
        queue_json: JSON.stringify(rulesOf(queue)),
        payload_json: payloadJson(queue, payload),
        cron,
        time_zone: timeZone,
      };
      const fresh = { ...row, next_at: nextRun(cron, timeZone, clock.now()) };
      await transact(database, async (tx) => {
        const known = await tx
          .selectFrom('schedules')
          .selectAll()
          .where('name', '=', name)
          .executeTakeFirst();
        // What came due while nobody was there stays due: a restart must not swallow it.
        const kept = known && known.cron === cron && known.time_zone === timeZone;
        await tx
          .insertInto('schedules')
          .values({ name, ...fresh })
          .onConflict((conflict) => conflict.column('name').doUpdateSet(kept ? row : fresh))
          .execute();
      });
    },
    async remove(name) {
      const { numDeletedRows } = await database
        .deleteFrom('schedules')
        .where('name', '=', name)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
    async fire() {
      const now = clock.now();
      const due = await database.selectFrom('schedules').selectAll().where('next_at', '<=', now).execute();
      for (const { name, next_at, cron, time_zone, queue_json, payload_json } of due) {
        await transact(database, async (tx) => {
          // Whoever moves the date puts the job in: of two processes that found it due, one changes a row.
          const { numUpdatedRows } = await tx
            .updateTable('schedules')
            .set({ next_at: nextRun(cron, time_zone, now) })
            .where('name', '=', name)
            .where('next_at', '=', next_at)
            .executeTakeFirst();
          if (numUpdatedRows === 0n) return;
          await store.add(
            {
              rules: rulesFromJson(queue_json),
              payloadJson: payload_json,
              // While the run before is not over, there is no second one behind it.
              key: `schedule ${name}`,
              priority: 0,
              runAt: now,
            },
            tx,
          );
        });
      }
    },
  };
}

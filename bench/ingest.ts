import { demoCredentials } from '../src/demo/index.ts';
import type { RawRecord } from '../src/domain/index.ts';
import { jiraClient, jiraSource } from '../src/ingest/index.ts';
import { startJiraProcess } from './demo-jira.ts';
import { countCommits } from './flushes.ts';
import { inFolder, timed } from './measure.ts';
import { passGate, storeAndIndex } from './stages.ts';
import { type Load, syncWhole } from './whole.ts';

interface Speed {
  readonly seconds: number;
  readonly tickets_per_s: number;
  /** Megabytes of the issues' JSON. */
  readonly mb_per_s: number;
}

export interface IngestResult {
  readonly tickets: number;
  readonly comments: number;
  readonly chunks: number;
  readonly megabytes: number;
  /** From the first request to the last ticket searchable and on disk, as a sync does it: stages overlap. */
  readonly all: Speed;
  /** What the process was like to others meanwhile. */
  readonly load: Load;
  /** Each stage by itself over all tickets, one after the other. */
  readonly stages: Record<'fetch' | 'gate' | 'lake' | 'tickets' | 'chunk' | 'embed' | 'index', Speed>;
}

/** Measures the way from the demo Jira, on this machine and answering at once, to a search hit. */
export async function benchIngest(count: number): Promise<IngestResult> {
  const jira = await startJiraProcess(count);
  const { baseUrl } = jira;
  const client = jiraClient({ baseUrl, ...demoCredentials });
  const source = jiraSource({ client, baseUrl, jql: '', concurrency: 4 });
  const commits = countCommits();
  try {
    // First, while the bench itself holds nothing.
    const { seconds: all, indexed, load } = await inFolder((folder) => syncWhole(folder, source, commits));
    const records: RawRecord[] = [];
    const fetch = await timed(async () => {
      for await (const batch of (await source.changesSince(null)).batches) records.push(...batch.records);
    });
    const { accepted, seconds: gateSeconds } = await passGate(records);
    const megabytes = accepted.reduce((sum, { bodyText }) => sum + Buffer.byteLength(bodyText), 0) / 1e6;
    const speed = (seconds: number): Speed => ({
      seconds,
      tickets_per_s: records.length / seconds,
      mb_per_s: megabytes / seconds,
    });
    const { chunks, ...stages } = await inFolder((folder) => storeAndIndex(folder, accepted));
    if (indexed !== records.length) throw new Error(`${indexed} of ${records.length} tickets were indexed`);
    return {
      tickets: records.length,
      comments: accepted.reduce((sum, { ticket }) => sum + ticket.comments.length, 0),
      chunks,
      megabytes,
      all: speed(all),
      load,
      stages: {
        fetch: speed(fetch),
        gate: speed(gateSeconds),
        lake: speed(stages.lake),
        tickets: speed(stages.tickets),
        chunk: speed(stages.chunk),
        embed: speed(stages.embed),
        index: speed(stages.index),
      },
    };
  } finally {
    await client.close();
    jira.end();
  }
}

export function printIngest({ tickets, comments, chunks, megabytes, all, load, stages }: IngestResult): void {
  console.log(
    `${tickets} tickets with ${comments} comments, ${megabytes.toFixed(1)} MB of JSON, ${chunks} pieces of text`,
  );
  const rows = Object.entries({ all, ...stages }).map(([name, { seconds, tickets_per_s, mb_per_s }]) => [
    name,
    {
      seconds: Number(seconds.toFixed(2)),
      'tickets/s': Math.round(tickets_per_s),
      'MB/s': Number(mb_per_s.toFixed(1)),
    },
  ]);
  console.table(Object.fromEntries(rows));
  const { cpu_s: cpu, delay_ms: delay, rss_mb: rss, flushes } = load;
  const whole = (value: number) => String(Math.round(value));
  console.log(
    `All took ${cpu.toFixed(1)} processor seconds. Event loop late by ${delay.p99.toFixed(1)} ms at p99, ${delay.p999.toFixed(1)} at p99.9, ${whole(delay.max)} at most. ` +
      `Memory ${whole(rss.before)} MB before, ${whole(rss.peak)} at most, ${whole(rss.settled)} after. ` +
      `${whole(flushes.per_s)} flushes/s of ${whole(flushes.disk_per_s)} that the disk can do (${whole(flushes.share * 100)} %).`,
  );
}

import { type ChildProcess, fork, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { demoCredentials } from '../../src/demo/index.ts';
import { inFolder } from '../measure.ts';
import type { ToJira } from './jira.ts';

/** Milliseconds from the moment that Jira sends a webhook until a search finds what it is about. */
interface Latency {
  readonly changes: number;
  readonly p50_ms: number;
  readonly p95_ms: number;
  readonly max_ms: number;
}

export interface WebhooksResult {
  readonly tickets: number;
  /** One change after the other, while nothing else happens. */
  readonly quiet: Latency;
  /** The same while the first sync reads all tickets and puts them into the index. */
  readonly during_first_sync: Latency;
  /** The same while all tickets are read anew, again and again. */
  readonly during_sync: Latency;
  /** Many changes at once, until the last can be found. */
  readonly burst: { readonly changes: number; readonly seconds: number };
}

const launcher = fileURLToPath(new URL('../../bin/casebook', import.meta.url));
const SECRET = randomBytes(16).toString('hex');
/** How often search is asked: what is measured is up to so much too long. */
const LOOK_MS = 5;

/** Measures Casebook and the demo Jira, each a process of its own on this machine. */
export async function benchWebhooks(tickets: number, changes: number): Promise<WebhooksResult> {
  const jira = fork(new URL('./jira.ts', import.meta.url), [String(tickets)]);
  const [jiraUrl] = (await once(jira, 'message')) as [string];
  try {
    return await inFolder(async (folder) => {
      const served = await serve(folder, jiraUrl);
      try {
        return await measure({ jira, url: served.url }, tickets, changes);
      } finally {
        served.child.kill('SIGINT');
        await once(served.child, 'close');
      }
    });
  } finally {
    jira.disconnect();
  }
}

interface Place {
  readonly jira: ChildProcess;
  readonly url: string;
}

async function measure(place: Place, tickets: number, changes: number): Promise<WebhooksResult> {
  await tell(place.jira, { kind: 'register', url: `${place.url}/webhooks/jira`, secret: SECRET });
  // The first goes through code that nothing has run before.
  await each(place, 'warm', 10);
  await startSync(place.url);
  let reading = true;
  const read = settled(place.url).finally(() => {
    reading = false;
  });
  const first = await each(place, 'first', changes, () => reading);
  await read;
  const quiet = latencyOf(await each(place, 'quiet', changes));
  let measuring = true;
  const syncing = (async () => {
    while (measuring) {
      await startSync(place.url).catch(() => undefined);
      await sleep(20);
    }
  })();
  const during_sync = latencyOf(await each(place, 'busy', changes));
  measuring = false;
  await syncing;
  await settled(place.url);
  const burst = Math.min(500, tickets);
  const sent = await tell(place.jira, { kind: 'edit', first: 0, count: burst, word: 'burstword' });
  while ((await found(place.url, 'burstword')) < burst) await sleep(LOOK_MS);
  return {
    tickets,
    quiet,
    during_first_sync: latencyOf(first),
    during_sync,
    burst: { changes: burst, seconds: (Date.now() - sent) / 1000 },
  };
}

/** Changes tickets one after the other, while `goOn` says so; gives how long each took, in milliseconds. */
async function each(
  place: Place,
  phase: string,
  changes: number,
  goOn: () => boolean = () => true,
): Promise<number[]> {
  const times: number[] = [];
  for (let change = 0; change < changes && goOn(); change += 1) {
    // Letters alone: a number would be taken apart by what reads words.
    const word = `${phase}${[...String(change)].map((digit) => 'abcdefghij'[Number(digit)]).join('')}word`;
    const sent = await tell(place.jira, { kind: 'edit', first: change, count: 1, word });
    while ((await found(place.url, word)) === 0) await sleep(LOOK_MS);
    times.push(Date.now() - sent);
  }
  return times;
}

function latencyOf(times: readonly number[]): Latency {
  if (times.length === 0)
    throw new Error('nothing was changed: the sync was over too soon; ask for more tickets');
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number;
  return { changes: times.length, p50_ms: at(0.5), p95_ms: at(0.95), max_ms: at(1) };
}

/** Sends a message and waits for the answer: of an edit, when its webhook was on its way, in epoch milliseconds. */
async function tell(jira: ChildProcess, message: ToJira): Promise<number> {
  const answered = once(jira, 'message');
  jira.send(message);
  return ((await answered) as [number])[0];
}

async function serve(folder: string, jiraUrl: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [launcher, 'serve', '--json', '--data-dir', folder, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      JIRA_BASE_URL: jiraUrl,
      JIRA_EMAIL: demoCredentials.email,
      JIRA_API_KEY: demoCredentials.apiToken,
      CASEBOOK_JIRA_WEBHOOK_SECRET: SECRET,
    },
  });
  let printed = '';
  for await (const line of createInterface(child.stdout)) {
    printed += line;
    if (line === '}') return { child, url: JSON.parse(printed).url };
  }
  throw new Error(`casebook serve ended before it was ready: ${printed}`);
}

async function ask<T>(url: string, init?: RequestInit): Promise<T> {
  const answer = await fetch(url, init);
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

const found = async (url: string, word: string) =>
  (await ask<{ total: number }>(`${url}/api/search?mode=lexical&limit=1&q=${word}`)).total;

const startSync = (url: string) =>
  ask(`${url}/api/sync`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ full: true }),
  });

async function settled(url: string): Promise<void> {
  for (;;) {
    const { run, indexing } = await ask<{ run: { state: string }; indexing: { waiting: number } }>(
      `${url}/api/sync`,
    );
    if (run.state === 'failed') throw new Error('the sync failed');
    if (run.state !== 'running' && indexing.waiting === 0) return;
    await sleep(50);
  }
}

import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Services } from '../../src/server/index.ts';
import { openPeople, signIn } from '../support/people.ts';
import { serverOver } from '../support/stub-services.ts';
import { services as dashboard } from '../web/dashboard.ts';

interface Event {
  readonly id?: string;
  readonly event?: string;
  readonly data?: string;
}

const failed = { code: 'jira-unavailable', detail: 'PAY-7 could not be read.' };
const services: Partial<Services> = {
  status: async () => {
    const status = await dashboard.status();
    return { ...status, run: { ...status.run!, state: 'failed', error: failed } };
  },
  jobs: async () => ({ work: [], queues: [{ queue: 'adapt', state: 'dead', jobs: 2 }] }),
};

/** A server that listens, with a person of each role; `olga` is an operator and `rita` a reader. */
async function served() {
  const opened = await openPeople();
  const server = await serverOver({ ...services, people: opened.people });
  await server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const cookieOf = async (login: 'olga' | 'rita') =>
    `casebook-${port}=${await signIn(opened.people, login, '192.0.2.1')}`;

  /** The stream of events, opened anew. */
  async function open(cookie: string, lastId?: string) {
    const leaving = new AbortController();
    onTestFinished(() => leaving.abort());
    const answer = await fetch(`${url}/api/events`, {
      headers: { cookie, ...(lastId !== undefined && { 'last-event-id': lastId }) },
      signal: leaving.signal,
    });
    const events = answer.body ? eventsOf(answer.body) : null;
    /** Those up to the first of a name; all that come until the stream ends where none has it. */
    async function until(name: string): Promise<Event[]> {
      const taken: Event[] = [];
      for (;;) {
        const { done, value } = await events!.next();
        if (done) return taken;
        taken.push(value);
        if (value.event === name) return taken;
      }
    }
    return { answer, until, leave: () => leaving.abort() };
  }
  return { ...opened, server, url, open, cookieOf };
}

async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Event, undefined> {
  let rest = '';
  for await (const piece of body.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + piece).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks)
      yield Object.fromEntries(
        block
          .split('\n')
          .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
      );
  }
}

describe('the stream of events', () => {
  test('tells a reader what the status does and no more, an operator also what runs', async () => {
    const { open, cookieOf, url } = await served();
    for (const login of ['rita', 'olga'] as const) {
      const cookie = await cookieOf(login);
      const { answer, until } = await open(cookie);
      expect(answer.headers.get('content-type')).toBe('text/event-stream');
      const events = await until('sample');
      const dataOf = (name: string) => JSON.parse(events.find(({ event }) => event === name)?.data ?? 'null');
      const status = await (await fetch(`${url}/api/status`, { headers: { cookie } })).json();
      expect(dataOf('status')).toEqual(status);
      expect(JSON.stringify(events).includes('PAY-7')).toBe(login === 'olga');
      expect(dataOf('jobs')).toEqual(
        login === 'olga' ? { work: [], queues: [{ queue: 'adapt', state: 'dead', jobs: 2 }] } : null,
      );
      expect(dataOf('sample')).toMatchObject({ fetched: 3, applied: 3, embedded: 30, indexed: 3 });
      // What did not change is not said again.
      expect((await until('sample')).map(({ event }) => event)).toEqual(['sample']);
    }
  });

  test('goes on after the last event that came, and from the beginning in another process', async () => {
    const { open, cookieOf } = await served();
    const cookie = await cookieOf('rita');
    const first = await open(cookie);
    const seen = (await first.until('sample')).at(-1)!;
    const missed = (await first.until('sample')).at(-1)!;
    first.leave();
    const again = await open(cookie, seen.id);
    expect((await again.until('sample')).at(-1)).toEqual(missed);
    const strange = await open(cookie, 'abcdef01-4');
    expect((await strange.until('sample')).at(-1)).toEqual(seen);
  });

  test('ends with the session', async () => {
    const { open, cookieOf, people } = await served();
    const { until } = await open(await cookieOf('olga'));
    await until('sample');
    await people.users.change('rita', { role: 'operator' });
    await people.users.change('olga', { disabled: true });
    expect((await until('nothing')).filter(({ event }) => event !== undefined)).toEqual([]);
  });

  test('ends when the server stops, which does not wait for who listens', async () => {
    const { open, cookieOf, server } = await served();
    const { until } = await open(await cookieOf('rita'));
    await until('sample');
    const ended = until('nothing');
    await server.close();
    await ended;
  });

  test('is opened so many times by one asker and no more, until one is left', async () => {
    const { open, cookieOf } = await served();
    const [rita, olga] = [await cookieOf('rita'), await cookieOf('olga')];
    const opened = await Promise.all(Array.from({ length: 8 }, () => open(rita)));
    expect((await open(rita)).answer.status).toBe(429);
    expect((await open(olga)).answer.status).toBe(200);
    opened[0]!.leave();
    await expect.poll(async () => (await open(rita)).answer.status).toBe(200);
  });
});

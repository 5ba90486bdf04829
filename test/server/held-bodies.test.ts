import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { CasebookError } from '../../src/domain/index.ts';
import { createPeople, type People } from '../../src/people/index.ts';
import { openDatabase } from '../../src/platform/database/index.ts';
import type { ServerOptions, Services } from '../../src/server/index.ts';
import { CHEAP, openPeople, PASSWORD, signIn } from '../support/people.ts';
import { serverOver } from '../support/stub-services.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

async function portOf(
  people: People,
  options: Partial<ServerOptions> = {},
  services: Partial<Services> = {},
): Promise<number> {
  const server = await serverOver({ people, ...services }, options);
  await server.listen({ host: '127.0.0.1', port: 0 });
  return (server.server.address() as AddressInfo).port;
}

/** Sends all of a request but the end of its body; then `rest` sends that, and `answer` is what came back. */
function begin(port: number, method: string, path: string, body: unknown, ...headers: string[]) {
  const json = JSON.stringify(body);
  const socket = connect(port, '127.0.0.1');
  const head = [
    `${method} ${path} HTTP/1.1`,
    `host: 127.0.0.1:${port}`,
    `content-type: ${path === '/api/import' ? 'application/octet-stream' : 'application/json'}`,
    `content-length: ${json.length}`,
    ...headers,
  ];
  socket.write([...head, '', json.slice(0, 1)].join('\r\n'));
  return { socket, answer: text(socket), rest: () => socket.write(json.slice(1)) };
}

const statusOf = (answer: string) => Number(answer.split(' ')[1]);

test('who is kept out while his request is under way does nothing with it', async () => {
  const { people } = await openPeople();
  await people.users.add({ login: 'eve', name: 'Eve', role: 'operator', password: PASSWORD });
  const session = await signIn(people, 'eve');
  const asked = vi.spyOn(people.sessions, 'find');
  const port = await portOf(people);
  const promotion = begin(
    port,
    'PATCH',
    '/api/users/rita',
    { role: 'operator' },
    `cookie: casebook-${port}=${session}`,
    'connection: close',
  );
  await vi.waitFor(() => expect(asked).toHaveBeenCalled());
  await people.users.change('eve', { disabled: true });
  promotion.rest();
  expect(statusOf(await promotion.answer)).toBe(401);
  expect((await people.users.list()).find(({ login }) => login === 'rita')?.role).toBe('reader');
});

test('who was at the machine before there were accounts does nothing once there is one', async () => {
  const database = await openDatabase(join(temporaryFolder(), 'casebook.sqlite'));
  onTestFinished(() => database.destroy());
  const people = createPeople({ database, cost: CHEAP });
  const asked = vi.spyOn(people.users, 'exist');
  const own = { login: 'eve', name: 'Eve', role: 'operator', password: PASSWORD } as const;
  const addition = begin(await portOf(people), 'POST', '/api/users', own, 'connection: close');
  await vi.waitFor(() => expect(asked).toHaveBeenCalled());
  await people.users.add({ ...own, login: 'olga' });
  addition.rest();
  expect(statusOf(await addition.answer)).toBe(401);
  expect((await people.users.list()).map(({ login }) => login)).toEqual(['olga']);
});

test.each([
  ['POST', '/api/session'],
  ['POST', '/api/import'],
  ['PATCH', '/api/users/rita'],
  ['POST', '/nowhere'],
])('nobody holds a connection by a body that does not end (%s %s)', async (method, path) => {
  const { people } = await openPeople();
  const held = begin(await portOf(people, { bodyPatienceMs: 50 }), method, path, { login: 'rita' });
  await held.answer.catch(() => 'reset');
  await vi.waitFor(() => expect(held.socket.closed).toBe(true));
});

test('an import may take longer', async () => {
  const { people } = await openPeople();
  const session = await signIn(people, 'olga');
  const importFile = vi.fn(async (input: AsyncIterable<Uint8Array>): Promise<never> => {
    for await (const _ of input);
    throw new CasebookError('sync-running', 'All of it came in.');
  });
  const port = await portOf(people, { bodyPatienceMs: 50 }, { importFile });
  const file = begin(
    port,
    'POST',
    '/api/import',
    { issues: [] },
    `cookie: casebook-${port}=${session}`,
    'connection: close',
  );
  await vi.waitFor(() => expect(importFile).toHaveBeenCalled());
  await setTimeout(200);
  file.rest();
  expect(await file.answer).toContain('All of it came in.');
});

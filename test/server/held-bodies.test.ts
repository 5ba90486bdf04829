import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createPeople, type People } from '../../src/people/index.ts';
import { openDatabase } from '../../src/platform/database/index.ts';
import type { ServerOptions } from '../../src/server/index.ts';
import { CHEAP, openPeople, PASSWORD, signIn } from '../support/people.ts';
import { serverOver } from '../support/stub-services.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

async function portOf(people: People, options: Partial<ServerOptions> = {}): Promise<number> {
  const server = await serverOver({ people }, options);
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
    'content-type: application/json',
    `content-length: ${json.length}`,
    'connection: close',
    ...headers,
  ];
  socket.write([...head, '', json.slice(0, 1)].join('\r\n'));
  return { answer: text(socket), rest: () => socket.write(json.slice(1)) };
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
  const addition = begin(await portOf(people), 'POST', '/api/users', own);
  await vi.waitFor(() => expect(asked).toHaveBeenCalled());
  await people.users.add({ ...own, login: 'olga' });
  addition.rest();
  expect(statusOf(await addition.answer)).toBe(401);
  expect((await people.users.list()).map(({ login }) => login)).toEqual(['olga']);
});

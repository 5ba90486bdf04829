import { type AddressInfo, connect } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** What came back for bytes that no client of HTTP would send. */
export interface RawAnswer {
  /** Of the first answer; NaN where the connection was closed without one. */
  readonly status: number;
  /** How many answers came: two for one request are one smuggled in. */
  readonly answers: number;
  /** The catalogue's code of the first answer, where it has one. */
  readonly code: string | undefined;
  readonly text: string;
}

/** Listens on a free port of loopback. */
export async function portOf(server: FastifyInstance): Promise<number> {
  await server.listen({ host: '127.0.0.1', port: 0 });
  return (server.server.address() as AddressInfo).port;
}

/** Sends bytes as they are, and gives what came until the server closed the connection. */
export async function sendRaw(port: number, bytes: string | Buffer): Promise<RawAnswer> {
  const socket = connect(port, '127.0.0.1');
  socket.setTimeout(10_000, () => socket.destroy());
  socket.write(bytes);
  let received = '';
  socket.setEncoding('utf8').on('data', (piece) => {
    received += piece;
  });
  // Who is refused before all was sent finds the connection reset; what came before that counts.
  socket.on('error', () => {});
  await new Promise((resolve) => socket.on('close', resolve));
  const heads = received.match(/HTTP\/1\.1 \d{3} /g) ?? [];
  return {
    status: Number(heads[0]?.split(' ')[1]),
    answers: heads.length,
    code: /"code":"([\w-]+)"/.exec(received)?.[1],
    text: received,
  };
}

/** Lines of a request's head, and its body. */
export const request = (lines: readonly string[], body = ''): string => [...lines, '', body].join('\r\n');

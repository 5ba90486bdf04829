import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server on this machine that nobody may ask for anything, and what it was asked. */
export interface Decoy {
  readonly url: string;
  /** Method and path of each request, in the order that they came. */
  readonly asked: readonly string[];
  close(): void;
}

export async function listenAsDecoy(): Promise<Decoy> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.end('{}');
  });
  // Whoever only connects would have asked.
  server.on('connection', () => asked.push('connection'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, asked, close: () => void server.close() };
}

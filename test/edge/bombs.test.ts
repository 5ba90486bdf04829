import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { json } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Running, startCasebook } from '../support/casebook.ts';
import { issue } from '../support/issue.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

const MIB = 1024 * 1024;
const folder = makeTemporaryFolder();
let casebook: Running;

beforeAll(async () => {
  casebook = await startCasebook(['serve', '--port', '0', '--data-dir', folder.path]);
}, 60_000);
afterAll(async () => {
  await casebook?.kill();
  folder.remove();
});

async function importPacked(...members: readonly Uint8Array[]) {
  // A connection of its own: packing takes so long that one from before may have been closed.
  const sent = request(`${casebook.ready.url}/api/import`, {
    agent: false,
    method: 'POST',
    headers: { 'content-type': 'application/gzip' },
  });
  sent.end(Buffer.concat(members));
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const read = (await json(answer)) as Record<string, unknown>;
  return { status: answer.statusCode, code: read.code, received: read.received, refused: read.refused };
}

/** The most memory that the server ever held, in MiB. */
function mostMemory(): number {
  const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${casebook.pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

/** A gibibyte, packed in pieces: gzip lets several stand behind each other. */
const gibibyteOf = (piece: Buffer) => Array<Buffer>(1024 / (piece.length / MIB)).fill(gzipSync(piece));
const first = gzipSync(`${JSON.stringify(issue(1))}\n`);

describe.skipIf(!existsSync('/proc'))('a gibibyte that came as a mebibyte', { timeout: 120_000 }, () => {
  test.each<[string, () => Uint8Array[], { status: number; code: string }]>([
    ['of zeros', () => gibibyteOf(Buffer.alloc(64 * MIB)), { status: 422, code: 'import-format' }],
    [
      'of one line, behind a ticket',
      () => [first, ...gibibyteOf(Buffer.alloc(64 * MIB, 'x'))],
      { status: 422, code: 'import-expands' },
    ],
    [
      'of empty lines, behind a ticket',
      () => [first, ...gibibyteOf(Buffer.alloc(64 * MIB, '\n'))],
      { status: 422, code: 'import-expands' },
    ],
  ])('is refused and fills no memory: %s', async (_what, bomb, refusal) => {
    const members = bomb();
    const before = mostMemory();
    expect(await importPacked(...members)).toMatchObject(refusal);
    expect(mostMemory() - before).toBeLessThan(256);
  });

  test('fills no memory where it grows no faster than tickets may: a line without end is one record, and refused', async () => {
    // A few bytes that cannot be packed in each, so that it stays below what is taken for a bomb.
    const part = () => {
      const bytes = Buffer.alloc(MIB / 8, 'x');
      bytes.write(randomBytes(600).toString('hex'));
      return bytes;
    };
    const members = gibibyteOf(Buffer.concat(Array.from({ length: 512 }, part)));
    const before = mostMemory();
    expect(await importPacked(first, ...members)).toMatchObject({ status: 200, received: 2, refused: 1 });
    expect(mostMemory() - before).toBeLessThan(256);
  });
});

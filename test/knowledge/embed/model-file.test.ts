import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { CasebookError } from '../../../src/domain/index.ts';
import { loadStaticEmbedder } from '../../../src/knowledge/embed/index.ts';

const shipped = readFileSync(
  fileURLToPath(new URL('../../../models/static/casebook-static.bin', import.meta.url)),
);
const headerEnd = 16 + shipped.readUInt32LE(12);
const folder = mkdtempSync(join(tmpdir(), 'casebook-model-'));
afterAll(() => rmSync(folder, { recursive: true }));

function errorOf(content: Buffer | undefined): CasebookError {
  const path = join(folder, 'model.bin');
  rmSync(path, { force: true });
  if (content) writeFileSync(path, content);
  try {
    loadStaticEmbedder(path);
  } catch (error) {
    expect(error).toBeInstanceOf(CasebookError);
    expect((error as CasebookError).code).toBe('model-unreadable');
    expect((error as CasebookError).detail).toContain(path);
    return error as CasebookError;
  }
  throw new Error('The file was read.');
}

/** The shipped file after a change to its bytes. */
function changed(change: (file: Buffer) => void): Buffer {
  const file = Buffer.from(shipped);
  change(file);
  return file;
}

/** The shipped file with another header of the same length. */
function withHeader(from: string, to: string): Buffer {
  expect(to).toHaveLength(from.length);
  return changed((file) => {
    const at = file.indexOf(from, 16);
    expect(at).toBeLessThan(headerEnd);
    file.write(to, at, 'latin1');
  });
}

describe('a model file', () => {
  it.each<[string, Buffer | undefined, RegExp]>([
    ['missing', undefined, /no such file/],
    ['empty', Buffer.alloc(0), /not a Casebook model/],
    [
      'a Git LFS pointer',
      Buffer.from('version https://git-lfs.github.com/spec/v1\n'),
      /not a Casebook model/,
    ],
    ['of a later format', changed((file) => file.writeUInt32LE(2, 8)), /format version 2/],
    ['cut in its header', shipped.subarray(0, 100), /truncated in its header/],
    ['cut in its body', shipped.subarray(0, -1), /bytes long where its header promises/],
    ['too long', Buffer.concat([shipped, Buffer.from('x')]), /bytes long where its header promises/],
    ['changed in a token', changed((file) => file.write('!', headerEnd + 40)), /checksum/],
    ['changed in its last number', changed((file) => file.writeUInt8(77, file.length - 1)), /checksum/],
    ['without JSON in its header', changed((file) => file.write('?', 16)), /header cannot be read/],
    ['of another kind', withHeader('"bert-uncased"', '"bert-cased00"'), /header cannot be read/],
    ['wrong about its size', withHeader('"dimensions": 384', '"dimensions": 383'), /header promises/],
  ])('that is %s is refused by name', (_, content, reason) => {
    expect(errorOf(content).detail).toMatch(reason);
  });

  it('gives the space another name when its header changes', () => {
    const path = join(folder, 'renamed.bin');
    writeFileSync(path, withHeader('"language": "en"', '"language": "de"'));
    expect(loadStaticEmbedder(path).id).not.toBe(loadStaticEmbedder().id);
  });
});

import { createHash } from 'node:crypto';
import { FORMAT_VERSION, MAGIC, type ModelHeader, PREFIX_BYTES, type StaticModel } from './file.ts';

/** A model as the bytes of its file, which `readModelFile` reads; the same model gives the same bytes. */
export function encodeModel(model: Omit<StaticModel, 'id'>, name: string): Buffer {
  const { vocabulary, scales, rows, dimensions, unknown, maxCharactersPerWord, origin } = model;
  const words = Buffer.from(vocabulary.join('\n'), 'utf8');
  const body = Buffer.concat([
    words,
    Buffer.alloc(-words.length & 3, '\n'),
    Buffer.from(scales.buffer, scales.byteOffset, scales.byteLength),
    Buffer.from(rows.buffer, rows.byteOffset, rows.byteLength),
  ]);
  const header: ModelHeader = {
    name,
    dimensions,
    vocabularySize: vocabulary.length,
    vocabularyBytes: words.length,
    bodySha256: sha256(body),
    termFrequency: '1+ln',
    tokenizer: { type: 'bert-uncased', unknown, maxCharactersPerWord },
    ...(origin ? { origin } : {}),
  };
  const text = Buffer.from(JSON.stringify(header), 'utf8');
  const head = Buffer.concat([text, Buffer.alloc(-text.length & 3, ' ')]);
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.write(MAGIC, 'latin1');
  prefix.writeUInt32LE(FORMAT_VERSION, MAGIC.length);
  prefix.writeUInt32LE(head.length, MAGIC.length + 4);
  return Buffer.concat([prefix, head, body]);
}

/** The id of the model whose file has these bytes. */
export function idOfModel(name: string, file: Uint8Array): string {
  return `${name}@${sha256(file).slice(0, 12)}`;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

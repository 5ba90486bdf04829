import { expect, test } from 'vitest';
import { decodedText, looksLikeText } from '../../../src/ingest/sources/jira/text-file.ts';

test.each([
  ['text/plain', 'a', true],
  ['text/csv; charset=utf-8', 'a', true],
  ['application/json', 'a', true],
  ['application/atom+xml', 'a', true],
  ['application/octet-stream', 'app.LOG', true],
  ['', 'trace.har', true],
  ['application/octet-stream', 'core', false],
  ['image/svg+xml', 'a.svg', false],
  ['image/png', 'a.txt', false],
  ['application/pdf', 'a.log', false],
  ['text/rtf', 'a.rtf', false],
])('%s named %s is taken for text: %s', (mimeType, filename, expected) => {
  expect(looksLikeText({ mimeType, filename })).toBe(expected);
});

test.each([
  ['UTF-8', Buffer.from('Größe ✓'), 'Größe ✓'],
  ['UTF-8 with a mark', Buffer.from('\ufeffGröße'), 'Größe'],
  ['UTF-16 with a mark', Buffer.from('\ufeffGröße', 'utf16le'), 'Größe'],
  ['Windows-1252', Buffer.from('Gr\xf6\xdfe', 'latin1'), 'Größe'],
  [
    'a log with colours',
    Buffer.from('\u001b[31merror\u001b[0m: the pool of the ledger is empty again'),
    expect.any(String),
  ],
  ['nothing', Buffer.from(''), ''],
])('%s is read', (_, bytes, text) => {
  expect(decodedText(bytes)).toEqual(text);
});

test('bytes that are no text are told from it, whatever they are called', () => {
  expect(decodedText(Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x00, 0x00]))).toBeNull();
  expect(decodedText(Buffer.from([0x1f, 0x8b, 0x08, 0x01, 0x02, 0x03, 0xc3, 0x28]))).toBeNull();
});

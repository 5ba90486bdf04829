import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Document,
  type DocumentNode,
  documentSchema,
  documentToMarkdown,
  documentToText,
} from '../../src/domain/index.ts';
import { testData } from '../support/test-data.ts';

const doc = (...content: DocumentNode[]): Document => ({ type: 'doc', version: 1, content });
const text = (value: string, ...marks: string[]): DocumentNode => ({
  type: 'text',
  text: value,
  marks: marks.map((type) => ({ type })),
});
const paragraph = (...content: DocumentNode[]): DocumentNode => ({ type: 'paragraph', content });

function textsIn(nodes: readonly DocumentNode[]): string[] {
  return nodes.flatMap((node) => [...(node.text ? [node.text] : []), ...textsIn(node.content ?? [])]);
}

describe('the text view', () => {
  test('keeps code and stack traces as they are', () => {
    const trace =
      'java.lang.IllegalStateException: pool closed\n\tat com.acme.Pool.take(Pool.java:41)\n\t... 12 more';
    const view = documentToText(
      doc(paragraph(text('It fails:')), { type: 'codeBlock', content: [text(trace)] }),
    );
    expect(view).toBe(`It fails:\n\n${trace}`);
  });

  test('puts rows on lines and cells beside each other', () => {
    const cell = (value: string): DocumentNode => ({ type: 'tableCell', content: [paragraph(text(value))] });
    const table = {
      type: 'table',
      content: [
        { type: 'tableRow', content: [cell('host'), cell('lag')] },
        { type: 'tableRow', content: [cell('db-1'), cell('40 s')] },
      ],
    };
    expect(documentToText(doc(table))).toBe('host | lag\ndb-1 | 40 s');
  });

  test('shows what leaves carry in attributes', () => {
    const view = documentToText(
      doc(
        paragraph(
          { type: 'mention', attrs: { id: 'a1', text: '@Ines' } },
          text(' by '),
          { type: 'date', attrs: { timestamp: '1767225600000' } },
          { type: 'hardBreak' },
          { type: 'status', attrs: { text: 'BLOCKED' } },
          { type: 'inlineCard', attrs: { url: 'https://status.example/7' } },
        ),
      ),
    );
    expect(view).toBe('@Ines by 2026-01-01\nBLOCKEDhttps://status.example/7');
  });

  test('keeps the words of nodes it does not know', () => {
    const strange = { type: 'hologram', attrs: { title: 'Rack 4' }, content: [paragraph(text('fan dead'))] };
    expect(documentToText(doc(strange))).toBe('Rack 4\nfan dead');
  });

  test('loses no text of any tree', () => {
    const { node } = fc.letrec<{ node: DocumentNode }>((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        fc.string({ minLength: 1 }).map((value): DocumentNode => ({ type: 'text', text: value })),
        fc.record({
          type: fc.constantFrom(
            'paragraph',
            'heading',
            'panel',
            'bulletList',
            'listItem',
            'tableRow',
            'codeBlock',
            'unknown',
          ),
          content: fc.array(tie('node'), { maxLength: 4 }),
        }),
      ),
    }));
    fc.assert(
      fc.property(fc.array(node, { maxLength: 5 }), (content) => {
        const view = documentToText(doc(...content));
        for (const piece of textsIn(content)) expect(view).toContain(piece);
      }),
    );
  });
});

describe('the Markdown view', () => {
  test('fences code that is full of back-ticks', () => {
    const code = '` '.repeat(200_000);
    const view = documentToMarkdown(doc({ type: 'codeBlock', content: [text(code)] }));
    expect(view === `\`\`\`\n${code}\n\`\`\``).toBe(true);
  });

  test('marks, lists, quotes and headings', () => {
    const item = (value: string): DocumentNode => ({ type: 'listItem', content: [paragraph(text(value))] });
    const view = documentToMarkdown(
      doc(
        { type: 'heading', attrs: { level: 2 }, content: [text('Cause')] },
        paragraph(text('The '), text('pool', 'code'), text(' was '), text('empty', 'strong')),
        { type: 'orderedList', content: [item('restart'), item('raise the limit')] },
        { type: 'blockquote', content: [paragraph(text('it is down'))] },
      ),
    );
    expect(view).toBe(
      '## Cause\n\nThe `pool` was **empty**\n\n1. restart\n2. raise the limit\n\n> it is down',
    );
  });

  test('a fence is longer than any inside', () => {
    const view = documentToMarkdown(
      doc({ type: 'codeBlock', attrs: { language: 'md' }, content: [text('```\nx\n```')] }),
    );
    expect(view).toBe('````md\n```\nx\n```\n````');
  });
});

describe.skipIf(testData === null)('public documents', () => {
  const folder = join(testData ?? '', 'adf', 'adf');
  const names = testData === null ? [] : readdirSync(folder);

  test.each(names)('%s passes the schema unchanged and keeps all its text in both views', (name) => {
    const given = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    const parsed = documentSchema.parse(given);
    expect(parsed).toEqual(given);
    const [plain, markdown] = [documentToText(parsed), documentToMarkdown(parsed)];
    // Line ends and pipes inside table cells are written otherwise in Markdown; the words are the same.
    const words = (value: string) => value.replaceAll(/<br>|[\s\\|>]+/g, '');
    for (const piece of textsIn(parsed.content)) {
      expect(plain).toContain(piece);
      expect(words(markdown)).toContain(words(piece));
    }
  });
});

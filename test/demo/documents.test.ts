import { describe, expect, it } from 'vitest';

import { generateCompany } from '../../src/demo/index.ts';
import { type AdfDocument, type AdfNode, plainText } from '../../src/demo/text/adf.ts';
import { mentionMarkup } from '../../src/demo/text/inline-markup.ts';
import { documentFrom, documentOf } from '../../src/demo/text/markup.ts';

const inline = ['text', 'hardBreak', 'mention', 'emoji', 'inlineCard'];
const blocks = [
  'paragraph',
  'heading',
  'bulletList',
  'orderedList',
  'codeBlock',
  'panel',
  'blockquote',
  'table',
];

/** What may stand inside what, after Atlassian's document of the format. */
const children: Readonly<Record<string, readonly string[]>> = {
  doc: blocks,
  paragraph: inline,
  heading: inline,
  bulletList: ['listItem'],
  orderedList: ['listItem'],
  listItem: ['paragraph', 'bulletList', 'orderedList', 'codeBlock'],
  codeBlock: ['text'],
  panel: ['paragraph', 'heading', 'bulletList', 'orderedList'],
  blockquote: ['paragraph'],
  table: ['tableRow'],
  tableRow: ['tableHeader', 'tableCell'],
  tableHeader: ['paragraph'],
  tableCell: ['paragraph'],
};
const required: Readonly<Record<string, readonly string[]>> = {
  heading: ['level'],
  panel: ['panelType'],
  mention: ['id', 'text'],
  emoji: ['shortName'],
  inlineCard: ['url'],
};
const mayBeEmpty = new Set(['codeBlock', 'paragraph', ...inline]);

function faults(node: AdfDocument | AdfNode): string[] {
  const found: string[] = [];
  const allowed = children[node.type] ?? [];
  const content = node.content ?? [];
  if (content.length === 0 && !mayBeEmpty.has(node.type)) found.push(`${node.type} is empty`);
  if (node.type === 'text' && !('text' in node && node.text)) found.push('empty text node');
  const attrs: Readonly<Record<string, unknown>> = ('attrs' in node && node.attrs) || {};
  for (const name of required[node.type] ?? []) {
    if (attrs[name] === undefined || attrs[name] === '') found.push(`${node.type} without ${name}`);
  }
  for (const child of content) {
    if (!allowed.includes(child.type)) found.push(`${child.type} in ${node.type}`);
    found.push(...faults(child));
  }
  return found;
}

describe('the documents of the demo company', () => {
  const { tickets } = generateCompany({ tickets: 1200, seed: 5 });
  const documents = tickets.flatMap((ticket) => [
    documentOf(ticket.description),
    documentOf(ticket.environment),
    ...ticket.comments.map((comment) => documentFrom(comment.body)),
  ]);

  it('are valid ADF, all of them', () => {
    for (const document of documents) {
      if (!document) continue;
      expect(document).toMatchObject({ version: 1, type: 'doc' });
      expect(faults(document), JSON.stringify(document).slice(0, 400)).toEqual([]);
    }
  });

  it('use the whole range of what people use', () => {
    const seen = new Set<string>();
    const visit = (node: AdfDocument | AdfNode) => {
      seen.add(node.type);
      for (const mark of ('marks' in node && node.marks) || []) seen.add(mark.type);
      for (const child of node.content ?? []) visit(child);
    };
    for (const document of documents) if (document) visit(document);
    for (const type of [...blocks, ...inline, 'code', 'strong']) expect(seen).toContain(type);
  });

  it('leave no markup and no open slot behind', () => {
    for (const document of documents) {
      const text = plainText(document);
      expect(text).not.toMatch(/\{@?[a-z]\w*\}(?!\s*")/i);
      expect(text).not.toMatch(/[\uE000-\uE002]|```|\*\*\w[^*()]*\*\*/);
    }
  });
});

describe('documentFrom', () => {
  const types = (markup: string) => documentFrom(markup).content.map((node) => node.type);

  it.each([
    ['one\ntwo', ['paragraph']],
    ['one\n\ntwo', ['paragraph', 'paragraph']],
    ['Look:\n- a\n- b', ['paragraph', 'bulletList']],
    ['1. a\n2. b', ['orderedList']],
    ['# Title\n\n> said', ['heading', 'blockquote']],
    ['!warning careful', ['panel']],
    ['```sql\nSELECT 1;\n\nSELECT 2;\n```', ['codeBlock']],
    ['| a | b |\n| 1 | 2 |', ['table']],
    ['', []],
  ])('reads %j', (markup, expected) => {
    expect(types(markup)).toEqual(expected);
  });

  it('reads marks, links, mentions and emoji inside a line', () => {
    const [paragraph] = documentFrom(
      `${mentionMarkup('abc', 'Ada')} see \`x|y\` and [docs](https://a.example/b) at 10:15:20 :tada: https://c.example/d.`,
    ).content;
    expect(paragraph?.content).toEqual([
      { type: 'mention', attrs: { id: 'abc', text: '@Ada', accessLevel: '' } },
      { type: 'text', text: ' see ' },
      { type: 'text', text: 'x|y', marks: [{ type: 'code' }] },
      { type: 'text', text: ' and ' },
      { type: 'text', text: 'docs', marks: [{ type: 'link', attrs: { href: 'https://a.example/b' } }] },
      { type: 'text', text: ' at 10:15:20 ' },
      { type: 'emoji', attrs: { shortName: ':tada:', text: '🎉' } },
      { type: 'text', text: ' ' },
      { type: 'inlineCard', attrs: { url: 'https://c.example/d' } },
      { type: 'text', text: '.' },
    ]);
  });
});

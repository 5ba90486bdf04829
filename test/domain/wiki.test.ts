import { describe, expect, test } from 'vitest';
import { type DocumentNode, documentFromWiki, documentToText } from '../../src/domain/index.ts';

const blocks = (source: string) => documentFromWiki(source).content;
const inline = (source: string) => blocks(source)[0]?.content ?? [];
const text = (value: string, ...marks: (string | Record<string, unknown>)[]): DocumentNode => ({
  type: 'text',
  text: value,
  ...(marks.length > 0
    ? { marks: marks.map((mark) => (typeof mark === 'string' ? { type: mark } : mark)) as never }
    : {}),
});
const paragraph = (...content: DocumentNode[]): DocumentNode => ({ type: 'paragraph', content });
const link = (href: string) => ({ type: 'link', attrs: { href } });

describe('inline markup', () => {
  test.each<[string, DocumentNode[]]>([
    ['*bold* text', [text('bold', 'strong'), text(' text')]],
    ['_em_', [text('em', 'em')]],
    ['??cited??', [text('cited', 'em')]],
    ['-gone-', [text('gone', 'strike')]],
    ['+new+', [text('new', 'underline')]],
    ['x^2^', [text('x^2^')]],
    ['x ^2^', [text('x '), text('2', { type: 'subsup', attrs: { type: 'sup' } })]],
    ['x{^}2{^}', [text('x'), text('2', { type: 'subsup', attrs: { type: 'sup' } })]],
    ['~low~', [text('low', { type: 'subsup', attrs: { type: 'sub' } })]],
    ['*_both_*', [text('both', 'strong', 'em')]],
    ['{{Pool.take(*)}}', [text('Pool.take(*)', 'code')]],
    [
      '{color:red}warm{color} cold',
      [text('warm', { type: 'textColor', attrs: { color: 'red' } }), text(' cold')],
    ],
    [
      '{color:#ff0000}*hot*{color}',
      [text('hot', 'strong', { type: 'textColor', attrs: { color: '#ff0000' } })],
    ],
    ['[docs|https://x.example/a_b_c]', [text('docs', link('https://x.example/a_b_c'))]],
    [
      '[a *b*|https://x.example]',
      [text('a ', link('https://x.example')), text('b', link('https://x.example'), 'strong')],
    ],
    ['[https://x.example]', [text('https://x.example', link('https://x.example'))]],
    ['[mailto:a@b.example]', [text('mailto:a@b.example', link('mailto:a@b.example'))]],
    ['[docs|https://x.example|a hint]', [text('docs a hint', link('https://x.example'))]],
    [
      'see https://x.example/_a_.',
      [text('see '), text('https://x.example/_a', link('https://x.example/_a')), text('_.')],
    ],
    ['[~ines]', [{ type: 'mention', attrs: { id: 'ines', text: '@ines' } }]],
    ['[~accountid:5b1:c2]', [{ type: 'mention', attrs: { id: '5b1:c2', text: '@5b1:c2' } }]],
    ['[^trace.log]', [{ type: 'mediaInline', attrs: { type: 'file', alt: 'trace.log' } }]],
    ['!my shot.png|width=300!', [{ type: 'mediaInline', attrs: { type: 'file', alt: 'my shot.png' } }]],
    [
      '!https://x.example/a.png!',
      [
        {
          type: 'mediaInline',
          attrs: { type: 'file', alt: 'https://x.example/a.png', url: 'https://x.example/a.png' },
        },
      ],
    ],
    ['a\\\\b', [text('a'), { type: 'hardBreak' }, text('b')]],
    ['a\nb', [text('a'), { type: 'hardBreak' }, text('b')]],
    ['\\*not bold\\*', [text('*not bold*')]],
  ])('%j', (source, expected) => {
    expect(inline(source)).toEqual(expected);
  });

  test.each([
    'snake_case_name',
    '2014-05-06 10:11:12',
    'a * b * c',
    'C++ and D++',
    '-rw-r--r--',
    '~/.ssh ~/bin',
    'C:\\temp\\new',
    '\\\\server\\share',
    'wow! great!',
    'array[0][1]',
    '[PAY-17]',
    ':) (/) (!)',
    '{toc} {jira:PAY-1} {unknown|x=1}',
    '{{never closed',
    '[never|closed',
    '*never closed',
    'a -- b --- c',
    '-- Ines',
    '{color:red}never closed',
    'stray {color}',
    '{code}never closed',
    '{panel:what is this}x{panel}',
    '{code:not parameters}x',
    '#1 is first',
  ])('%j stays as it is', (source) => {
    expect(documentToText(documentFromWiki(source))).toBe(source);
    expect(JSON.stringify(blocks(source))).not.toMatch(/"marks"|List"|hardBreak|panel"/);
  });
});

describe('blocks', () => {
  test('headings, rules and quoted lines', () => {
    expect(blocks('h1. Cause\nbq. it is *down*\n----\nh6. x')).toEqual([
      { type: 'heading', attrs: { level: 1 }, content: [text('Cause')] },
      { type: 'blockquote', content: [paragraph(text('it is '), text('down', 'strong'))] },
      { type: 'rule' },
      { type: 'heading', attrs: { level: 6 }, content: [text('x')] },
    ]);
  });

  test('an empty line begins a paragraph, a line end a line', () => {
    expect(blocks('a\r\nb\n\n \nc\n')).toEqual([
      paragraph(text('a'), { type: 'hardBreak' }, text('b')),
      paragraph(text('c')),
    ]);
  });

  test('lists nest, mix, and go on in the next line', () => {
    const item = (...content: DocumentNode[]) => ({ type: 'listItem', content });
    const list = (type: string, ...content: DocumentNode[]) => ({ type, content });
    expect(blocks('* a\nmore\n** b\n*# c\n- d')).toEqual([
      list(
        'bulletList',
        item(
          paragraph(text('a'), { type: 'hardBreak' }, text('more')),
          list('bulletList', item(paragraph(text('b')))),
          list('orderedList', item(paragraph(text('c')))),
        ),
      ),
      list('bulletList', item(paragraph(text('d')))),
    ]);
    expect(blocks('** deep')).toEqual([
      list('bulletList', item(list('bulletList', item(paragraph(text('deep')))))),
    ]);
  });

  test('tables, with bars inside links and code, and cells of several lines', () => {
    const cell = (type: string, ...content: DocumentNode[]) => ({ type, content });
    const source = '||host||lag||\n|db-1|[40 s|http://x.example]|\n|a\nb|{code}c | d{code}|';
    expect(blocks(source)).toEqual([
      {
        type: 'table',
        content: [
          {
            type: 'tableRow',
            content: [
              cell('tableHeader', paragraph(text('host'))),
              cell('tableHeader', paragraph(text('lag'))),
            ],
          },
          {
            type: 'tableRow',
            content: [
              cell('tableCell', paragraph(text('db-1'))),
              cell('tableCell', paragraph(text('40 s', link('http://x.example')))),
            ],
          },
          {
            type: 'tableRow',
            content: [
              cell('tableCell', paragraph(text('a'), { type: 'hardBreak' }, text('b'))),
              cell('tableCell', { type: 'codeBlock', content: [text('c | d')] }),
            ],
          },
        ],
      },
    ]);
  });

  test('code stays as it is, with its language and title', () => {
    expect(blocks('{code:title=Pool.java|borderStyle=solid}\n  take(*x*); // {quote}\n{code}after')).toEqual([
      paragraph(text('Pool.java', 'strong')),
      { type: 'codeBlock', content: [text('  take(*x*); // {quote}')] },
      paragraph(text('after')),
    ]);
    expect(blocks('{code:java}x{code}{noformat}*y*{noformat}')).toEqual([
      { type: 'codeBlock', attrs: { language: 'java' }, content: [text('x')] },
      { type: 'codeBlock', content: [text('*y*')] },
    ]);
  });

  test('quotes and panels hold blocks', () => {
    expect(blocks('{quote}\n* a\n{panel:title=Note|bgColor=#fff}b{panel}\n{quote}')).toEqual([
      {
        type: 'blockquote',
        content: [
          {
            type: 'bulletList',
            content: [
              {
                type: 'listItem',
                content: [
                  paragraph(text('a')),
                  {
                    type: 'panel',
                    attrs: { panelType: 'info' },
                    content: [paragraph(text('Note', 'strong')), paragraph(text('b'))],
                  },
                ],
              },
            ],
          },
        ],
      },
    ]);
  });

  test('code inside a list item belongs to it', () => {
    const [list] = blocks('# first\n{noformat}\nat a.b(C.java:1)\n{noformat}\n# second');
    expect(list?.content?.[0]?.content?.map(({ type }) => type)).toEqual(['paragraph', 'codeBlock']);
    expect(list?.content).toHaveLength(2);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DocumentNode, documentFromWiki, documentSchema } from '../../src/domain/index.ts';
import { testData } from '../support/test-data.ts';

/** Everything that a tree holds in texts and attributes: addresses of links are words that are kept, too. */
function everythingIn(node: unknown): string {
  if (typeof node === 'string') return node;
  if (typeof node !== 'object' || node === null) return '';
  return Object.values(node).map(everythingIn).join(' ');
}

function depthOf(nodes: readonly DocumentNode[]): number {
  return nodes.reduce((deepest, { content }) => Math.max(deepest, 1 + depthOf(content ?? [])), 0);
}

const markup = fc.constantFrom(
  ...[
    '*',
    '_',
    '-',
    '+',
    '^',
    '~',
    '??',
    '{*}',
    '\\',
    '\\\\',
    '\n',
    '\n\n',
    ' ',
    '|',
    '||',
    '[',
    ']',
    '[~',
    '[^',
    '!',
  ],
  ...[
    '{',
    '}',
    '{{',
    '}}',
    '{code}',
    '{code:java}',
    '{noformat}',
    '{quote}',
    '{panel}',
    '{panel:title=',
    '{color:',
    '{color}',
  ],
  ...[
    '{code:title=',
    '\nh1. ',
    '\nbq. ',
    '\n* ',
    '\n## ',
    '\n*- ',
    '\n----\n',
    '\n|',
    '|\n',
    'https://',
    'mailto:',
    '.png!',
    ':',
    '#',
    '(',
    ')',
    '.',
    ',',
  ],
);

describe('any text', () => {
  test('keeps every word, in a tree that the schema knows and that is not deep', () => {
    const source = fc
      .array(fc.oneof(markup, fc.constant(null)), { maxLength: 60 })
      .map((parts) => parts.map((part, at) => part ?? `w${at}q`).join(''));
    fc.assert(
      fc.property(source, (given) => {
        const document = documentFromWiki(given);
        expect(documentSchema.safeParse(document).success).toBe(true);
        const all = everythingIn(document.content);
        for (const [word] of given.matchAll(/w\d+q/g)) expect(all).toContain(word);
        expect(depthOf(document.content)).toBeLessThan(120);
      }),
      { numRuns: 2000 },
    );
  });

  test('is text where it has no markup', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 8 }), (words) => {
        const text = words.join(' ');
        expect(documentFromWiki(text).content).toEqual([
          { type: 'paragraph', content: [{ type: 'text', text }] },
        ]);
      }),
    );
  });

  test('never fails, whatever the characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (given) => {
        expect(documentFromWiki(given).type).toBe('doc');
      }),
    );
  });

  // Each of these is a trap for a parser that looks ahead again and again; one that does needs hours, not seconds.
  test.each([
    '{',
    '[',
    '*',
    '|',
    '!',
    '\\',
    '{{',
    '[[~',
    '{code:java}',
    '{quote}',
    '{panel:title=x}',
    '{color:red}',
    'a:',
    'http://',
    '.',
    '*a ',
    '_a_ ',
    '||',
    '* ',
    '- a\n',
    '|a\n',
    '[a|',
    '!a.b|',
    'h1. ',
    '(*_-',
    '**********a ',
    '{*}',
    '????',
  ])('a megabyte of %j takes time in proportion', (piece) => {
    const source = piece.repeat(Math.ceil(1_000_000 / piece.length));
    const { content } = documentFromWiki(source);
    expect(depthOf(content)).toBeLessThan(120);
  });
});

describe.skipIf(testData === null)('public tickets', () => {
  interface Issue {
    readonly key: string;
    readonly fields: {
      readonly description: string | null;
      readonly environment: string | null;
      readonly comment: { readonly comments: readonly { readonly body: string }[] };
    };
  }
  const readIssues = (): Issue[] =>
    gunzipSync(readFileSync(join(testData ?? '', 'jira-api', 'raw_rest_v2_issues.jsonl.gz')))
      .toString('utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));

  /** What is syntax and no word: macro tags, the letters of headings and quotes, how an image is to look. */
  const syntax =
    /\{(?:code|noformat|panel|quote|color)(?::[^{}\n]*)?\}|^[ \t]*(?:h[1-6]|bq)\.[ \t]|\|(?:thumbnail|(?:width|height|align)=[\w%]+)(?=!)|\[~accountid:/gm;
  const counted = (words: Iterable<RegExpMatchArray>) => {
    const counts = new Map<string, number>();
    for (const [word] of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    return counts;
  };

  test('keep every word of every text, as often as it stands there', () => {
    const issues = readIssues();
    expect(issues).toHaveLength(400);
    const lost: string[] = [];
    for (const { key, fields } of issues) {
      const texts = [
        fields.description,
        fields.environment,
        ...fields.comment.comments.map(({ body }) => body),
      ];
      for (const source of texts.filter((given) => given !== null)) {
        const all = everythingIn(documentFromWiki(source).content);
        const kept = counted(all.matchAll(/[\p{L}\p{N}]+/gu));
        for (const [word, times] of counted(source.replaceAll(syntax, ' ').matchAll(/[\p{L}\p{N}]+/gu)))
          if ((kept.get(word) ?? 0) < times && all.split(word).length <= times) lost.push(`${key}: ${word}`);
      }
    }
    expect(lost).toEqual([]);
  });
});

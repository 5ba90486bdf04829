import type { SourceChange } from '../crashes/changed-sources.ts';

/** Leaks that the comparison must find, in the product's sources. */
export const plantedLeaks: Readonly<Record<string, readonly SourceChange[]>> = {
  'the index forgets to whom comments are shown': [
    {
      file: '/src/knowledge/chunk.ts',
      changes: [["'comment', piecesOf(blocks), demanded)", "'comment', piecesOf(blocks), access)"]],
    },
  ],
  'facets count what is closed': [
    {
      file: '/src/knowledge/index/exact/engine.ts',
      changes: [
        [
          'const scope = scopes.of(query);',
          "const all = scopes.of({ ...query, asker: { kind: 'operator' } });\n    const scope = scopes.of(query);",
        ],
        ['? [listed, ...(beside', '? [all.inside, ...(beside'],
      ],
    },
  ],
  'the levels of one security scheme count for nothing': [
    {
      file: '/src/domain/labels.ts',
      changes: [['security === null\n', "security === null || security.startsWith('1002')\n"]],
    },
  ],
  'similar tickets are looked for on behalf of nobody in particular': [
    {
      file: '/src/knowledge/similar/similar.ts',
      changes: [
        [
          'heads: (asker, ids) => linkedHeads(database, asker,',
          "heads: (_, ids) => linkedHeads(database, { kind: 'operator' },",
        ],
        [
          'readable: (asker, ids) => readableNow(database, asker, ids)',
          "readable: (_, ids) => readableNow(database, { kind: 'operator' }, ids)",
        ],
      ],
    },
    {
      file: '/src/knowledge/similar/compare.ts',
      changes: [['index.search({ asker, text', "index.search({ asker: { kind: 'operator' }, text"]],
    },
  ],
  'who lost a right keeps it until labels are made anew': [
    {
      file: '/src/access/access.ts',
      changes: [['become(next);\n          await forgetFact', 'await forgetFact']],
    },
  ],
};

export function plantedLeak(name: string): readonly SourceChange[] {
  const leak = plantedLeaks[name];
  if (!leak) throw new Error(`there is no planted leak "${name}"`);
  return leak;
}

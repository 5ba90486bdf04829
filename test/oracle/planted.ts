import type { SourceChange } from '../crashes/changed-sources.ts';

/** A mistake that shows what is closed. */
interface PlantedLeak {
  readonly changes: readonly SourceChange[];
  /** Where it shows only in an installation of several. */
  readonly sites?: 2;
  /** The ways out where it must be noticed. */
  readonly shows: readonly string[];
}

/** Leaks that the comparison must find, in the product's sources. */
export const plantedLeaks: Readonly<Record<string, PlantedLeak>> = {
  'the index forgets to whom comments are shown': {
    shows: ["search for a comment's word", 'search for a word: total', 'search with exclusions'],
    changes: [
      {
        file: '/src/knowledge/chunk.ts',
        changes: [["'comment', piecesOf(blocks), demanded)", "'comment', piecesOf(blocks), access)"]],
      },
    ],
  },
  'facets count what is closed': {
    shows: ['search by words: facets', 'search by both: facets'],
    changes: [
      {
        file: '/src/knowledge/index/exact/engine.ts',
        changes: [
          [
            '? [listed, ...(beside',
            "? [scopes.of({ ...query, asker: { kind: 'operator' } }).inside, ...(beside",
          ],
        ],
      },
    ],
  },
  'the levels of one security scheme count for nothing': {
    shows: ['page', 'search by words', 'filters', 'export'],
    changes: [
      {
        file: '/src/domain/labels.ts',
        changes: [['security === null\n', "security === null || security.startsWith('1002')\n"]],
      },
    ],
  },
  'similar tickets are looked for on behalf of nobody in particular': {
    shows: ['similar: whole answer'],
    changes: [
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
  },
  'what somebody may see at one site, they may see at all': {
    shows: ['page', 'search by words', 'filters'],
    sites: 2,
    changes: [
      {
        file: '/src/access/held.ts',
        changes: [['[nameAt(site, principal), `site', '[principal, `site']],
      },
    ],
  },
  'the ticket that has a key here stands for that of another site': {
    shows: ['page: parent'],
    sites: 2,
    changes: [
      {
        file: '/src/knowledge/tickets.ts',
        changes: [['open.get(now(key)) === site ? now(key) : null', 'open.has(now(key)) ? now(key) : null']],
      },
    ],
  },
  'what was read of the schemes is kept and not used': {
    shows: ['search by words', 'filters'],
    changes: [
      {
        file: '/src/access/access.ts',
        changes: [['      state = after;\n      held = new Map();\n', '']],
      },
    ],
  },
};

export function plantedLeak(name: string): readonly SourceChange[] {
  const leak = plantedLeaks[name];
  if (!leak) throw new Error(`there is no planted leak "${name}"`);
  return leak.changes;
}

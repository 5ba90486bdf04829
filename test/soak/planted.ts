import type { SourceChange } from '../crashes/changed-sources.ts';

/** Mistakes that the soak test must find, in the product's sources: each loses or spoils tickets in silence. */
export const plantedBugs: Readonly<Record<string, SourceChange>> = {
  'a page of ids is skipped': {
    file: '/src/ingest/sources/jira/source.ts',
    changes: [
      [
        'const given: Page = await page(token);',
        `let given: Page = await page(token);
         if (token === null && given.nextPageToken !== null)
           given = { ...given, nextPageToken: (await page(given.nextPageToken)).nextPageToken };`,
      ],
    ],
  },
  'the checkpoint is a second too far': {
    file: '/src/ingest/sources/jira/source.ts',
    changes: [
      [
        'position: options.maxIssues === undefined ? serverTime : null',
        'position: options.maxIssues === undefined ? serverTime + 1000 : null',
      ],
    ],
  },
  'tombstones are dropped': {
    file: '/src/ingest/sync.ts',
    changes: [['if (tombstones.length > 0) gone.push(', 'if (tombstones.length > 0) void (']],
  },
  'a removal at one site takes away the ticket of that id at another': {
    file: '/src/ingest/gate.ts',
    changes: [['siteOfSource(record.source),', "'gone' in read ? null : siteOfSource(record.source),"]],
  },
  'a ticket takes the key of another site': {
    file: '/src/ingest/known.ts',
    changes: [
      [
        'owner !== ticket.id && !(isDerived(owner) &&',
        'owner !== ticket.id && isAtSameSite(owner, ticket.id) && !(isDerived(owner) &&',
      ],
    ],
  },
  'an issue is let go before it is fetched': {
    file: '/src/ingest/webhooks/webhooks.ts',
    changes: [
      [
        'if (waiting.length === 0) return;',
        'if (waiting.length === 0) return;\n      await letGo(database, waiting);',
      ],
    ],
  },
  'labels stay as they were after a scheme changed': {
    file: '/src/access/store.ts',
    changes: [
      ['await keepFact(tx, siteFact(RELABEL, site), randomUUID());', ''],
      ['return changed || ', 'return '],
    ],
  },
  'an older state replaces a newer one': {
    file: '/src/ingest/known.ts',
    changes: [['return sameAgain || ticket.updated < before.updated;', 'return sameAgain;']],
  },
};

import type {
  IndexDocument,
  IndexQuery,
  SearchIndex,
  TextQuery,
} from '../../../src/knowledge/index/search-index.ts';
import { wordsQuery } from '../../../src/knowledge/query/free-text.ts';
import { operator } from '../../support/askers.ts';

/** What an adapter gives the suite: an empty index of documents of `test/support/index-document.ts`. */
export interface SearchIndexHarness {
  readonly index: SearchIndex;
  /** Makes whatever the engine finds of these tickets outside of the index. */
  readonly makeTickets: (documents: readonly IndexDocument[]) => Promise<void>;
  /** What is there after a restart; closed with the test. */
  readonly reopen: () => Promise<SearchIndex>;
}

/** A query, whose words alone are enough for its text; the whole list is counted unless it says otherwise. */
export type Asked = Partial<Omit<IndexQuery, 'text'>> & { readonly text?: string | TextQuery };

/** An index with ways to fill and to ask it. */
export interface FilledIndex extends SearchIndexHarness {
  put(...documents: IndexDocument[]): Promise<void>;
  list(query: Asked, index?: SearchIndex): ReturnType<SearchIndex['search']>;
  ids(query: Asked): Promise<string[]>;
}

export type OpenFilledIndex = (...documents: IndexDocument[]) => Promise<FilledIndex>;

export async function filledIndex(
  open: () => Promise<SearchIndexHarness>,
  documents: readonly IndexDocument[],
): Promise<FilledIndex> {
  const harness = await open();
  const filled: FilledIndex = {
    ...harness,
    async put(...given) {
      await harness.makeTickets(given);
      await harness.index.replace(given);
    },
    list: ({ text, ...query }, index = harness.index) =>
      index.search({
        asker: operator,
        filter: [],
        limit: 10,
        total: true,
        ...query,
        text: typeof text === 'string' ? wordsQuery(text) : text,
      }),
    ids: async (query) => (await filled.list(query)).hits.map(({ ticketId }) => ticketId),
  };
  await filled.put(...documents);
  return filled;
}

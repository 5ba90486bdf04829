import { centreQuery } from '../../centring/centring.ts';
import { freeTextOf } from '../../query/free-text.ts';
import type { FusionScale } from '../fusion.ts';
import { probesOf } from '../meaning.ts';
import type { IndexQuery } from '../search-index.ts';
import { type SignalWeights, WEIGHTS } from '../weights.ts';
import type { Searched } from './collection.ts';
import { type Demand, meeting, oneOf } from './filter.ts';
import type { Compared } from './signals.ts';
import { weighed, wordsOfQuery } from './words.ts';

/** What a query comes to before tickets are looked at. */
export interface Question extends Compared {
  /** What texts must meet: those of the list, and those that facets are counted over. */
  readonly inside: readonly Demand[];
  readonly wide: readonly Demand[];
  readonly asked: Pick<FusionScale, 'words' | 'meaning' | 'queryWords' | 'fullWords' | 'unrelated'> & {
    readonly weights: Pick<SignalWeights, 'meaning' | 'summaryMeaning'>;
  };
}

/**
 * How rare the query's words are is counted of what the asker may read, whatever the filter.
 *
 * @param readable what texts must meet that he may read.
 */
export async function questionOf(
  { collection, statistics }: Searched,
  readable: readonly Demand[],
  { text, vectors, filter, chosen = [], weights = WEIGHTS }: IndexQuery,
): Promise<Question> {
  const freeText = text ? freeTextOf(text) : '';
  const { terms, different } = wordsOfQuery(freeText);
  const [texts = 0, ...holders] =
    terms.size === 0
      ? []
      : await Promise.all([
          collection.count(readable),
          ...Array.from(terms.keys(), (term) => collection.count([...readable, oneOf('terms', [term])])),
        ]);
  const { vector, fullWords } = weighed(terms, holders, texts);
  const wide = [...readable, ...meeting(filter)];
  return {
    probes: vectors ? probesOf(centreQuery(vectors, statistics)) : null,
    words: terms.size > 0 ? vector : null,
    wide,
    inside: [...wide, ...meeting(chosen)],
    asked: {
      words: freeText !== '',
      meaning: vectors !== undefined,
      weights,
      queryWords: different,
      fullWords,
      unrelated: statistics?.unrelated ?? null,
    },
  };
}

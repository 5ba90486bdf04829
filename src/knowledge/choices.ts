/** The closed lists of search that the API and the command line name; beside `index.ts`, which brings engine and embedder. */
export { ADAPTATION_KINDS, outcomeSchema } from './adapt/outcome.ts';
export { CHUNK_KINDS, FACET_FIELDS, SEARCH_MODES, SORTS } from './index/search-index.ts';
export { PERIODS } from './periods.ts';
export { EVIDENCE_KINDS } from './similar/evidence.ts';
export { LIKELIHOODS } from './similar/likelihood.ts';
export { LINK_KINDS } from './similar/links.ts';

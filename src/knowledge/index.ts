export { loadStaticEmbedder } from './embed/index.ts';
export { exportableTickets, namesInTickets } from './export.ts';
export { openExactIndex } from './index/exact/exact-index.ts';
export type { SearchFilter } from './index/search-index.ts';
export { createIndexer, indexing, requeueForeign } from './indexer.ts';
export { SEARCH_MODES, type SearchHit, type SearchMode, search } from './search.ts';
export { type FilterChoices, filterChoices, readTicket, type TicketHead } from './tickets.ts';

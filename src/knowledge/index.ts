export {
  type Adaptation,
  type AdaptationStatus,
  type Adaptations,
  createAdaptations,
} from './adapt/adaptations.ts';
export { adaptedEmbedder } from './adapt/chosen-model.ts';
export type { AdaptationKind } from './adapt/outcome.ts';
export { type AskedTicket, askedTicket } from './asked-ticket.ts';
export { isAdaptedModelFile, loadStaticEmbedder, openEmbedders, SHIPPED_MODEL } from './embed/index.ts';
export { exportableTickets, namesInTickets } from './export.ts';
export { type FilterChoices, filterChoices } from './filter-choices.ts';
export { openGenerations } from './generations.ts';
export { openExactIndex } from './index/exact/exact-index.ts';
export { isSnapshotFile, keepSnapshotOf, removeSnapshots } from './index/exact/snapshot/place.ts';
export type { Generation } from './index/generation.ts';
export { leaveQdrant, openQdrant } from './index/qdrant/engine.ts';
export type { SearchFilter, SearchIndex } from './index/search-index.ts';
export { createIndexer, retrySetAside } from './indexer.ts';
export { indexing } from './indexing.ts';
export { type Insights, type InsightsRequest, insights } from './insights.ts';
export { createRebuilds, type Rebuilds } from './rebuild.ts';
export { applySentProjects, type Withheld, withheldFrom } from './restricted.ts';
export {
  type SearchHit,
  type SearchRequest,
  type SearchResult,
  search,
} from './search.ts';
export type { CalibrationOutcome } from './similar/calibrations.ts';
export { createDuplicates, type Duplicates } from './similar/duplicates.ts';
export { likelihoodOf } from './similar/likelihood.ts';
export type { Reliability } from './similar/reliability.ts';
export type { Proposal, SimilarResult } from './similar/similar.ts';
export type { TriageResult } from './similar/triage.ts';
export { readTicket, type TicketHead } from './tickets.ts';

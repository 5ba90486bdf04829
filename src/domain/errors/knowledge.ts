import type { CatalogueEntry } from './entry.ts';

/** Tickets are found: the index, what it learns, queries and answers. */
export const knowledgeErrors = {
  'rebuild-running': {
    title: 'A rebuild is already running.',
    status: 409,
    retry: true,
    advice: 'Wait until it has finished; `casebook status` shows its progress.',
  },
  'no-previous-index': {
    title: 'There is no previous index to go back to.',
    status: 409,
    retry: false,
    advice: 'A rebuild keeps the index before it until the next rebuild, or `casebook rebuild --forget`.',
  },
  'previous-index-differs': {
    title: 'The previous index was made with another search model.',
    status: 409,
    retry: false,
    advice:
      'After `casebook adapt`, `casebook adapt --back` returns to the model that ships, and to its index; after a change of CASEBOOK_EMBEDDER or of its settings, putting them back and starting again does. Either way the index that is kept only catches up.',
  },
  'index-incomplete': {
    title: 'The new index would lack too many tickets.',
    status: 500,
    retry: false,
    advice: 'The index before stays in use; the log names the tickets and what went wrong with each.',
  },
  'adapt-running': {
    title: 'The search model is being adapted already.',
    status: 409,
    retry: true,
    advice: 'Wait until that has finished; `casebook adapt --status` shows its progress.',
  },
  'erasure-running': {
    title: 'Something is being erased.',
    status: 409,
    retry: true,
    advice:
      'Try again when that is done. What an erasure left in hand is finished by the next one, or the next start.',
  },
  'adapt-needs-static': {
    title: "Only Casebook's own model can learn from tickets here.",
    status: 409,
    retry: false,
    advice: 'Set CASEBOOK_EMBEDDER to static and start again; see docs/adapt.md.',
  },
  'adapt-too-few-tickets': {
    title: 'There are too few tickets to learn from and to measure on.',
    status: 409,
    retry: false,
    advice: 'The model that ships stays in use. Adapt again when more tickets are here; see docs/adapt.md.',
  },
  'adapt-not-adapted': {
    title: 'There is nothing to go back from: the model that ships is in use.',
    status: 409,
    retry: false,
    advice: '`casebook adapt` makes one that knows the language of the tickets here.',
  },
  'meaning-unavailable': {
    title: 'Search by meaning is not possible yet: the index was made with another embedding model.',
    status: 503,
    retry: true,
    advice: 'A new index is being made in the background; search by words meanwhile.',
  },
  'query-unreadable': {
    title: 'The query cannot be read.',
    status: 400,
    retry: false,
    advice:
      'Correct the named place, or put it in quotation marks to search for it as text; see docs/search.md.',
  },
  'query-unsupported': {
    title: 'The search index in use cannot answer such a query.',
    status: 400,
    retry: false,
    advice: 'Leave out what the detail names.',
  },
  'qdrant-unreachable': {
    title: 'Qdrant could not be reached, or failed.',
    status: 503,
    retry: true,
    advice:
      'Start it, and check QDRANT_URL and the network. What changed meanwhile waits in the database, and is made up for by itself.',
  },
  'qdrant-key-refused': {
    title: 'Qdrant refused the key.',
    status: 502,
    retry: false,
    advice: 'Set QDRANT_API_KEY to a key of that Qdrant that may write, and start again.',
  },
  'qdrant-too-old': {
    title: 'This Qdrant is too old.',
    status: 502,
    retry: false,
    advice: 'Update it; docs/qdrant.md says which version is tested.',
  },
  'qdrant-refused': {
    title: 'Qdrant refused a request.',
    status: 502,
    retry: false,
    advice:
      'The detail carries what it said. Where it speaks of dimensions or of what is not in the collection, others have changed that: delete the collection, and it is made anew from the database.',
  },
  'qdrant-answer-invalid': {
    title: 'Qdrant answered with something that is not the documented shape.',
    status: 502,
    retry: false,
    advice:
      'The detail names what is wrong. A proxy or login page in between, or the address of something else, is the usual cause.',
  },
  'qdrant-collection-lost': {
    title: 'The collection of the search index is gone from Qdrant.',
    status: 503,
    retry: true,
    advice: 'It is made anew from the database by itself; try again in a while.',
  },
  'ticket-not-found': {
    title: 'There is no such ticket here.',
    status: 404,
    retry: false,
    advice: 'Check the key; a ticket that was created in Jira since the last sync appears with the next one.',
  },
  'ticket-ambiguous': {
    title: 'Several sites have a ticket of this key.',
    status: 409,
    retry: false,
    advice:
      'Name the site before it, such as us:PAY-17 or first:PAY-17, or the ticket by its id, such as us:10001.',
  },
  'calibration-running': {
    title: 'A calibration is being learned already.',
    status: 409,
    retry: true,
    advice: 'Wait until it is done, some minutes at most; ending the command that asked for it ends it.',
  },
  'too-few-duplicates': {
    title: 'Too few tickets are linked as duplicates to learn from.',
    status: 409,
    retry: false,
    advice:
      'Link duplicates in Jira as such, sync, and try again; until then the shipped calibration serves.',
  },
} as const satisfies Record<string, CatalogueEntry>;

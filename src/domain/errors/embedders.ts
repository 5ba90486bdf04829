import type { CatalogueEntry } from './entry.ts';

/** Models that give texts their meaning, here and at a service. */
export const embedderErrors = {
  'model-unreadable': {
    title: 'The embedding model cannot be read.',
    status: 500,
    retry: false,
    advice:
      'The named file is missing, truncated or of another format: reinstall Casebook, or restore the file.',
  },
  'embedder-not-configured': {
    title: 'The chosen embedder lacks a setting.',
    status: 500,
    retry: false,
    advice: 'Set what the detail names, or choose another CASEBOOK_EMBEDDER; see docs/embedders.md.',
  },
  'embedder-not-installed': {
    title: 'What the MiniLM embedder runs on is not installed.',
    status: 500,
    retry: false,
    advice:
      'Run the command in the detail (about 480 MB) and start again, or choose another CASEBOOK_EMBEDDER; see docs/embedders.md.',
  },
  'embedder-model-missing': {
    title: 'The weights of the embedding model are not there and could not be fetched.',
    status: 503,
    retry: true,
    advice:
      'Check the network and HF_ENDPOINT, or put the files that the detail names into the folder yourself; see docs/embedders.md.',
  },
  'embedder-refused': {
    title: 'The embedding service refused the request.',
    status: 502,
    retry: false,
    advice:
      'Check the key and the model or deployment; the detail carries what the service said. What is indexed stays searchable by words, and what waits is tried again by itself.',
  },
  'embedder-quota-spent': {
    title: 'The account at the embedding service has no quota left.',
    status: 502,
    retry: false,
    advice:
      'Pay in or raise the limit there (OpenAI: Settings, Billing), or choose another CASEBOOK_EMBEDDER. Search by words goes on, and what waits is tried again by itself.',
  },
  'embedder-unavailable': {
    title: 'The embedding service could not be reached or did not answer properly.',
    status: 502,
    retry: true,
    advice:
      'Check the address and the network. What is indexed stays searchable by words, and what waits is tried again by itself.',
  },
  'embedder-answer-invalid': {
    title: 'The embedding service answered with something that is not the documented shape.',
    status: 502,
    retry: false,
    advice:
      'The detail names what is wrong. A proxy or login page in between, or an address without its /v1, is the usual cause.',
  },
  'embedder-dimensions-differ': {
    title: 'The embedding service gives vectors of another length than the settings say.',
    status: 502,
    retry: false,
    advice: 'Set CASEBOOK_EMBEDDING_DIMENSIONS to the length that the detail names, and start again.',
  },
  'embedder-text-refused': {
    title: 'The embedding service refused this text, and takes others.',
    status: 502,
    retry: false,
    advice:
      'The detail carries what it said. The ticket is found by words, and set aside; it is tried again when it changes.',
  },
} as const satisfies Record<string, CatalogueEntry>;

import { embedderErrors } from './errors/embedders.ts';
import type { CatalogueEntry } from './errors/entry.ts';
import { ingestErrors } from './errors/ingest.ts';
import { installationErrors } from './errors/installation.ts';
import { knowledgeErrors } from './errors/knowledge.ts';
import { peopleErrors } from './errors/people.ts';
import { serverErrors } from './errors/server.ts';

/**
 * The one catalogue of errors, by part of the product. Every error that reaches a person, on the page, in the terminal or
 * over HTTP, has an entry in it; `docs/errors.md` is generated from it.
 */
export const errorCatalogue = {
  ...installationErrors,
  ...ingestErrors,
  ...embedderErrors,
  ...knowledgeErrors,
  ...peopleErrors,
  ...serverErrors,
};

/** What an error is called in the catalogue; docs/errors.md lists all. */
export type ErrorCode = keyof typeof errorCatalogue;

/** An error from the catalogue, with the detail of this one occurrence. */
export class CasebookError extends Error {
  readonly code: ErrorCode;
  /** What exactly, where: the setting, file, path in a record or address at fault. Never a secret. */
  readonly detail: string;

  constructor(code: ErrorCode, detail: string, options?: { cause?: unknown }) {
    super(`${errorCatalogue[code].title} ${detail}`, options);
    this.name = 'CasebookError';
    this.code = code;
    this.detail = detail;
  }

  get entry(): CatalogueEntry {
    return errorCatalogue[this.code];
  }
}

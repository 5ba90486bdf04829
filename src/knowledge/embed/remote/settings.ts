import { hash } from 'node:crypto';
import { CasebookError } from '../../../domain/index.ts';
import type { Config } from '../../../platform/config/index.ts';
import { type KnownModel, knownModel } from './known-models.ts';
import type { Prefixes } from './model.ts';

/** The settings that say which service is asked, and for what. */
export type RemoteSettings = Pick<
  Config,
  | 'CASEBOOK_EMBEDDING_MODEL'
  | 'CASEBOOK_EMBEDDING_DIMENSIONS'
  | 'CASEBOOK_EMBEDDING_BASE_URL'
  | 'CASEBOOK_EMBEDDING_API_KEY'
  | 'OPENAI_API_KEY'
  | 'OPENAI_BASE_URL'
  | 'AZURE_OPENAI_ENDPOINT'
  | 'AZURE_OPENAI_API_KEY'
  | 'AZURE_OPENAI_DEPLOYMENT'
  | 'AZURE_OPENAI_API_VERSION'
  | 'OLLAMA_BASE_URL'
>;

/** The value of a setting that an embedder cannot do without. @throws CasebookError `embedder-not-configured`. */
export function needed<Name extends keyof RemoteSettings>(
  settings: RemoteSettings,
  name: Name,
  embedder: string,
): NonNullable<RemoteSettings[Name]> {
  const value = settings[name];
  if (value === undefined)
    throw new CasebookError('embedder-not-configured', `${name} is not set, and ${embedder} needs it.`);
  return value as NonNullable<RemoteSettings[Name]>;
}

export interface Space {
  readonly dimensions: number;
  /** What to ask the service for; undefined where the model gives this length by itself. */
  readonly asked: number | undefined;
  readonly prefixes: Prefixes;
  readonly tokensPerText: number | null;
}

/**
 * What the vectors of a model are like, from what is known of it and what the settings say.
 *
 * @throws CasebookError `embedder-not-configured` where nobody knows their length, or the model does not have that one.
 */
export function spaceOf(model: string, wanted: number | undefined): Space {
  const known: KnownModel | null = knownModel(model);
  if (wanted === undefined && !known)
    throw new CasebookError(
      'embedder-not-configured',
      `CASEBOOK_EMBEDDING_DIMENSIONS is not set, and how long the vectors of ${model} are is not known here.`,
    );
  const dimensions = wanted ?? (known as KnownModel).dimensions;
  const shorter = known !== null && dimensions < known.dimensions;
  if (known && dimensions !== known.dimensions && !(shorter && known.adjustable))
    throw new CasebookError(
      'embedder-not-configured',
      `CASEBOOK_EMBEDDING_DIMENSIONS is ${dimensions}, and ${model} gives ${known.dimensions}${known.adjustable ? ' or fewer' : ''}.`,
    );
  return {
    dimensions,
    asked: shorter ? dimensions : undefined,
    prefixes: known?.prefixes ?? { passage: '', query: '' },
    tokensPerText: known?.tokensPerText ?? null,
  };
}

/** `<embedder>:<place>:<dimensions>`, and a hash of the prefixes where there are some. `place` tells models apart. */
export function spaceId(embedder: string, place: string, { dimensions, prefixes }: Space): string {
  const { passage, query } = prefixes;
  const prefixed = passage || query ? `:p${hash('sha256', `${passage}\n${query}`).slice(0, 8)}` : '';
  return `${embedder}:${place}:${dimensions}${prefixed}`;
}

/** The parts of an id that `spaceId` made; null for any other. */
export function partsOfId(
  id: string,
): { readonly embedder: string; readonly place: string; readonly dimensions: number } | null {
  const [, embedder, place, dimensions] = /^([a-z-]+):(.+):(\d+)(?::p[0-9a-f]{8})?$/.exec(id) ?? [];
  return embedder && place && dimensions ? { embedder, place, dimensions: Number(dimensions) } : null;
}

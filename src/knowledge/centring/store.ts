import type { Database } from '../../platform/database/index.ts';
import type { CorpusStatistics } from './centring.ts';
import type { PrincipalComponents } from './principal-components.ts';

/** The statistics as JSON: vectors as base64 of little-endian float32. */
interface Stored extends Omit<CorpusStatistics, 'map' | 'fields'> {
  readonly map?: string | null;
  readonly fields: Readonly<Record<keyof CorpusStatistics['fields'], StoredComponents>>;
}
interface StoredComponents {
  readonly mean: string;
  readonly components: readonly string[];
}

/** What a generation was fitted to; null where it was not yet. */
export async function readStatistics(
  database: Database,
  generation: number,
): Promise<CorpusStatistics | null> {
  const row = await database
    .selectFrom('index_generations')
    .select('statistics_json')
    .where('id', '=', generation)
    .executeTakeFirst();
  if (!row?.statistics_json) return null;
  // What we wrote ourselves is what we wrote.
  const { map, fields, ...rest }: Stored = JSON.parse(row.statistics_json);
  return {
    ...rest,
    map: map ? vector(map) : null,
    fields: { summary: loaded(fields.summary), passage: loaded(fields.passage) },
  };
}

export async function writeStatistics(
  database: Database,
  generation: number,
  { map, fields, ...rest }: CorpusStatistics,
): Promise<void> {
  const stored: Stored = {
    ...rest,
    map: map && base64(map),
    fields: { summary: kept(fields.summary), passage: kept(fields.passage) },
  };
  await database
    .updateTable('index_generations')
    .set({ statistics_json: JSON.stringify(stored) })
    .where('id', '=', generation)
    .execute();
}

function kept({ mean, components }: PrincipalComponents): StoredComponents {
  return { mean: base64(mean), components: components.map(base64) };
}

function loaded({ mean, components }: StoredComponents): PrincipalComponents {
  return { mean: vector(mean), components: components.map(vector) };
}

function base64({ buffer, byteOffset, byteLength }: Float32Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}

function vector(text: string): Float32Array {
  return new Float32Array(new Uint8Array(Buffer.from(text, 'base64')).buffer);
}

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const FOLDER = new URL('../../docs/figures/', import.meta.url);

/** What was measured, when, on what and by which command. It holds no names of machines and no paths. */
export const recordSchema = z.strictObject({
  name: z.string(),
  at: z.iso.datetime(),
  commit: z.string().regex(/^[0-9a-f]{7,40}$/),
  /** Whether what was measured differed from that commit. */
  changed: z.boolean(),
  machine: z.strictObject({
    processor: z.string(),
    cores: z.int().positive(),
    memory_gb: z.int().positive(),
    node: z.string().regex(/^v\d+\.\d+\.\d+$/),
  }),
  /** Processes that were ready to run in the minute before, on average. */
  load_before: z.number().nonnegative(),
  seconds: z.number().nonnegative(),
  command: z.string(),
  /** What the command printed, as far as its measurement keeps it. */
  result: z.unknown(),
});

export type FigureRecord = z.infer<typeof recordSchema>;

/** Null where it was not measured yet. */
export function readRecord(name: string): FigureRecord | null {
  const file = fileOf(name);
  return existsSync(file) ? recordSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : null;
}

export function writeRecord(record: FigureRecord): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(fileOf(record.name), `${JSON.stringify(record, null, 2)}\n`);
}

const fileOf = (name: string) => new URL(`${name}.json`, FOLDER);

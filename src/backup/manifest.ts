import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { CasebookError } from '../domain/index.ts';

export const MANIFEST = 'manifest.json';
/** Raised when older versions could not restore what newer ones write. The seal stays as it is. */
const FORMAT = 1;

/** Names of files in a backup, with slashes on every system; none leads out of the folder. */
const insideName = z
  .string()
  .regex(/^[\w.-]+(\/[\w.-]+)*$/)
  .refine(
    (name) => name.split('/').every((part) => part !== '..' && part !== '.'),
    'leads out of the backup',
  );

const backupFile = z.object({
  name: insideName,
  bytes: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type BackupFile = z.infer<typeof backupFile>;

const manifestSchema = z.object({
  format: z.number().int().positive(),
  madeAt: z.iso.datetime(),
  /** The version of Casebook that made it. */
  version: z.string(),
  installation: z.object({ id: z.uuid().nullable(), kind: z.enum(['demo', 'real']) }),
  /** Where the rows lie: in the backup, or on a server that has backups of its own. */
  database: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('sqlite'), migrations: z.array(z.string()) }),
    z.object({ kind: z.literal('postgresql'), place: z.string() }),
  ]),
  files: z.array(backupFile),
});

/** What a backup holds, and by what to know that it holds it whole. It is written last. */
export type BackupManifest = z.infer<typeof manifestSchema>;

export async function writeManifest(folder: string, manifest: Omit<BackupManifest, 'format'>): Promise<void> {
  await writeFile(join(folder, MANIFEST), sealed({ format: FORMAT, ...manifest }), {
    mode: 0o600,
    flag: 'wx',
    flush: true,
  });
}

/** The text of a manifest, which ends with the SHA-256 of what it says. */
export function sealed(manifest: object): string {
  const sha256 = createHash('sha256').update(JSON.stringify(manifest)).digest('hex');
  return `${JSON.stringify({ ...manifest, sha256 }, null, 2)}\n`;
}

/** @throws CasebookError `backup-missing`, `backup-damaged` where any byte of it is another, `backup-newer`. */
export async function readManifest(folder: string): Promise<BackupManifest> {
  const file = join(folder, MANIFEST);
  const parsed = manifestSchema.safeParse(await sealedIn(file));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new CasebookError('backup-damaged', `${file}: ${issue?.path.join('.')}: ${issue?.message}.`);
  }
  if (parsed.data.format > FORMAT)
    throw new CasebookError(
      'backup-newer',
      `${file} is of format ${parsed.data.format}, known is ${FORMAT}.`,
    );
  return parsed.data;
}

async function sealedIn(file: string): Promise<object> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR')
      throw new CasebookError('backup-missing', `There is no ${file}.`, { cause: error });
    throw new CasebookError('backup-damaged', `${file}: ${error.message}.`, { cause: error });
  });
  const { sha256: _, ...manifest } = jsonObject(file, text);
  // Written again as it was, every other byte shows.
  if (text !== sealed(manifest))
    throw new CasebookError('backup-damaged', `${file} is not what was written.`);
  return manifest;
}

function jsonObject(file: string, text: string): Record<string, unknown> {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch (error) {
    throw new CasebookError('backup-damaged', `${file}: ${(error as Error).message}.`, { cause: error });
  }
}

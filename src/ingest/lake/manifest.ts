import { open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { CasebookError } from '../../domain/index.ts';
import { syncFolder } from '../../platform/data-folder/index.ts';
import { checkFault, withCheck } from './checked.ts';

/** A segment that nothing is appended to any more. Its lines may have gaps: some may have been erased. */
const sealedSegment = z.object({
  file: z.string(),
  /** The numbers that its lines lie between, those of erased lines included. */
  firstSeq: z.number().int().positive(),
  lastSeq: z.number().int().positive(),
  /** How many lines it has. */
  lines: z.number().int().nonnegative(),
  bytes: z.number().int().nonnegative(),
});

const manifestSchema = z
  .object({
    version: z.literal(1),
    /** How often segments were rewritten; names the files of the next time. */
    rewrites: z.number().int().nonnegative(),
    sealed: z.array(sealedSegment),
    open: sealedSegment.pick({ file: true, firstSeq: true }),
  })
  .refine(
    ({ sealed, open }) =>
      [...sealed, open].every(({ firstSeq }, i) => firstSeq === (sealed[i - 1]?.lastSeq ?? 0) + 1),
    { message: 'its segments do not follow each other' },
  );
export type SealedSegment = z.infer<typeof sealedSegment>;

/** What the lake consists of: the segments in order, the last of which is open. What it does not list is not lake. */
export type Manifest = z.infer<typeof manifestSchema>;

const MANIFEST = 'manifest.json';

/** A segment is named for the number of its first line, and for the rewriting that made it, where one did. */
export function segmentName(firstSeq: number, rewrite?: number): string {
  const number = String(firstSeq).padStart(12, '0');
  return rewrite === undefined ? `${number}.jsonl` : `${number}.${rewrite}.jsonl`;
}
const SEGMENT_NAME = /^(\d{12})(\.\d+)?\.jsonl$/;

/** The manifest of a lake that nothing was put in yet. */
export const EMPTY: Manifest = {
  version: 1,
  rewrites: 0,
  sealed: [],
  open: { file: segmentName(1), firstSeq: 1 },
};

/**
 * The manifest of a lake's folder; null where there is neither one nor a segment.
 *
 * @throws CasebookError `data-unreadable`, naming it, where it is damaged, or missing beside segments.
 */
export async function readManifest(folder: string): Promise<Manifest | null> {
  const file = join(folder, MANIFEST);
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (!bytes) {
    const [first] = await segmentFiles(folder);
    if (first) throw await missingManifest(folder, first);
    return null;
  }
  const line = bytes.subarray(0, bytes.at(-1) === 0x0a ? -1 : undefined);
  const fault = checkFault(line);
  if (fault) throw new CasebookError('data-unreadable', `${file}: ${fault}.`);
  const parsed = manifestSchema.safeParse(JSON.parse(line.toString('utf8')));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue?.path.join('.');
  throw new CasebookError('data-unreadable', `${file}: ${place ? `${place}: ` : ''}${issue?.message}.`);
}

/**
 * Puts a new manifest in the place of the old one: whoever opens the lake finds the one or the other, whole, also
 * after a power cut. Where it throws, the old one is in force.
 */
export async function replaceManifest(folder: string, manifest: Manifest): Promise<void> {
  const fresh = join(folder, `${MANIFEST}.new`);
  const handle = await open(fresh, 'w', 0o600);
  try {
    await handle.writeFile(`${withCheck(JSON.stringify(manifest))}\n`);
    await handle.sync();
  } catch (error) {
    // What is left of it is overwritten by the next one; a full disk is glad of the space.
    await rm(fresh, { force: true }).catch(() => undefined);
    throw error;
  } finally {
    await handle.close();
  }
  await rename(fresh, join(folder, MANIFEST));
  await syncFolder(folder);
}

/**
 * Removes the segments that the manifest does not list.
 *
 * @throws CasebookError `data-unreadable` where one holds newer lines than all those listed: the manifest is an older
 * one then.
 */
export async function removeUnlisted(folder: string, manifest: Manifest): Promise<void> {
  const unlisted = await unlistedSegments(folder, manifest);
  const newer = unlisted.find((segment) => segment.newer);
  if (newer)
    throw new CasebookError(
      'data-unreadable',
      `${join(folder, MANIFEST)} does not list ${newer.file}, which holds newer lines than all it does.`,
    );
  for (const { file } of unlisted) await rm(join(folder, file), { force: true });
}

/**
 * The segments in the folder that are not lake: an interrupted rewriting left them, before its manifest was in force
 * or after. `newer`: it holds lines that come after all those listed; no rewriting leaves that.
 */
export async function unlistedSegments(
  folder: string,
  { sealed, open }: Manifest,
): Promise<{ readonly file: string; readonly newer: boolean }[]> {
  const listed = new Set([...sealed, open].map(({ file }) => file));
  const unlisted = (await segmentFiles(folder)).filter((file) => !listed.has(file));
  return Promise.all(
    unlisted.map(async (file) => {
      const { size } = await stat(join(folder, file));
      return { file, newer: size > 0 && Number.parseInt(file, 10) > open.firstSeq };
    }),
  );
}

/** The names of all files in the folder that could be segments, in order; none where there is no folder. */
export async function segmentFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names.filter((name) => SEGMENT_NAME.test(name)).sort();
}

async function missingManifest(folder: string, segment: string): Promise<CasebookError> {
  const handle = await open(join(folder, segment));
  const start = Buffer.alloc(7);
  await handle.read(start).finally(() => handle.close());
  const place = `${join(folder, MANIFEST)} is missing beside ${segment}`;
  return new CasebookError(
    'data-unreadable',
    start.toString('latin1') === '{"seq":'
      ? `${place}: the folder was written by an earlier development version. Sync into a new one.`
      : `${place}.`,
  );
}

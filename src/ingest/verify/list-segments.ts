import { join } from 'node:path';
import { CasebookError } from '../../domain/index.ts';
import { type Manifest, readManifest, segmentFiles, unlistedSegments } from '../lake/manifest.ts';
import type { Findings } from './report.ts';

/** A segment with what is known of it; null where nothing is. */
export interface ListedSegment {
  readonly file: string;
  readonly firstSeq: number;
  readonly lastSeq: number | null;
  readonly lines: number | null;
  readonly bytes: number | null;
  /** Whether each line must have the number after the one before it. */
  readonly contiguous: boolean;
}

interface Listing {
  readonly folder: string;
  readonly findings: Findings;
  readonly notes: Findings;
}

/** The segments of a lake in order: by its manifest, or, where that cannot be read, by the names of the files. */
export async function listSegments({ folder, findings, notes }: Listing): Promise<ListedSegment[]> {
  let manifest: Manifest | null;
  try {
    manifest = await readManifest(folder);
  } catch (error) {
    if (!(error instanceof CasebookError)) throw error;
    findings.add(folder, error.detail);
    const files = await segmentFiles(folder);
    return files.map((file) => ({
      file,
      firstSeq: 1,
      lastSeq: null,
      lines: null,
      bytes: null,
      contiguous: false,
    }));
  }
  if (!manifest) return [];
  for (const { file, newer } of await unlistedSegments(folder, manifest))
    if (newer) findings.add(join(folder, file), 'the manifest does not list it, and it holds newer lines');
    else notes.add(join(folder, file), 'an interrupted rewriting left it; the next start removes it');
  return [
    ...manifest.sealed.map((segment) => ({
      ...segment,
      contiguous: segment.lines === segment.lastSeq - segment.firstSeq + 1,
    })),
    { ...manifest.open, lastSeq: null, lines: null, bytes: null, contiguous: true },
  ];
}

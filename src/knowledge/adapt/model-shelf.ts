import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from '../../platform/data-folder/index.ts';
import { adaptedModelFile, idOfAdaptedFile } from '../embed/static/adapted.ts';

const UNFINISHED = '.casebook-adapted.part';

/** Puts a model there whole or not at all, and durably; one that is there already is the same. */
export async function putModel(folder: string, id: string, file: Uint8Array): Promise<void> {
  const path = adaptedModelFile(folder, id);
  if (!path) throw new Error(`${id} is not the id of an adapted model`);
  if (existsSync(path)) return;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const unfinished = join(folder, `${randomUUID()}${UNFINISHED}`);
  try {
    const handle = await open(unfinished, 'wx', 0o600);
    try {
      await handle.writeFile(file);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, path);
    await syncFolder(folder);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** Removes models that are not among those that are needed, and what a process that died had not finished. */
export async function clearModels(folder: string, needed: ReadonlySet<string>): Promise<void> {
  const names = existsSync(folder) ? await readdir(folder) : [];
  for (const name of names) {
    const id = idOfAdaptedFile(name);
    const goes = id ? !needed.has(id) : name.endsWith(UNFINISHED);
    if (goes) await rm(join(folder, name), { force: true });
  }
}

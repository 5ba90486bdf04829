import { open } from 'node:fs/promises';

/**
 * Makes it durable which files a folder has, new ones and removed ones: flushing a file flushes what is in it, not that it
 * is there. Windows has no way to flush a folder, and needs none.
 */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

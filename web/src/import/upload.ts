import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { ImportAnswer, ImportOptions } from '../api/client.ts';
import { type ApiProblem, problemFrom } from '../api/problem.ts';
import { progressQuery } from '../api/queries.ts';
import { sendFile } from './send-file.ts';

/** Where the one upload of this page stands. */
export type Upload =
  | { readonly state: 'none' }
  | {
      readonly state: 'sending';
      readonly name: string;
      readonly size: number;
      readonly sent: number;
      /** The newest run from before: a newer one is this upload's. */
      readonly runBefore: number;
      readonly cancel: () => void;
    }
  | { readonly state: 'taken'; readonly name: string; readonly answer: ImportAnswer }
  | { readonly state: 'cancelled'; readonly name: string }
  | { readonly state: 'failed'; readonly name: string; readonly problem: ApiProblem };

// Outside of every component: an upload goes on while one reads other pages of the dashboard.
let current: Upload = { state: 'none' };
const watchers = new Set<() => void>();

function become(next: Upload): void {
  current = next;
  for (const tell of watchers) tell();
}

export function useUpload(): Upload {
  return useSyncExternalStore(
    (tell) => {
      watchers.add(tell);
      return () => watchers.delete(tell);
    },
    () => current,
  );
}

/** Sends a file, unless one is on its way. What the pages show is read anew when it has been taken. */
export async function upload(client: QueryClient, file: File, options: ImportOptions): Promise<void> {
  if (current.state === 'sending') return;
  const { name, size } = file;
  const runBefore = client.getQueryData(progressQuery.queryKey)?.run?.id ?? 0;
  const { answer, cancel } = sendFile(file, options, (sent) => {
    if (current.state === 'sending') become({ ...current, sent });
  });
  become({ state: 'sending', name, size, sent: 0, runBefore, cancel });
  window.addEventListener('beforeunload', askBeforeLeaving);
  try {
    become({ state: 'taken', name, answer: await answer });
  } catch (error) {
    const cancelled = error instanceof DOMException && error.name === 'AbortError';
    become(cancelled ? { state: 'cancelled', name } : { state: 'failed', name, problem: problemFrom(error) });
  } finally {
    window.removeEventListener('beforeunload', askBeforeLeaving);
    // What came in is here, however it ended.
    void client.invalidateQueries();
  }
}

function askBeforeLeaving(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

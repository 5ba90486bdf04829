import { type Asker, CasebookError } from '../domain/index.ts';
import type { Progress } from './services.ts';

/** What went wrong can name tickets, addresses and folders: those are for operators. */
export function forEyesOf<T extends Progress>(asker: Asker, progress: T): T {
  if (asker.kind === 'operator') return progress;
  const { run, trouble, webhooks } = progress;
  const detail = 'An operator sees the details.';
  const hidden = (error: CasebookError | null) => error && new CasebookError(error.code, detail);
  return {
    ...progress,
    ...('lakeCut' in progress && { lakeCut: null }),
    ...('noSync' in progress && { noSync: hidden(progress.noSync as CasebookError | null) }),
    ...('failing' in progress && { failing: [] }),
    ...('ledger' in progress && { ledger: null }),
    ...('jira' in progress && { jira: null }),
    ...('sites' in progress && { sites: [] }),
    ...('rebuild' in progress && { rebuild: null }),
    run: run && { ...run, error: run.error && { code: run.error.code, detail }, failures: [] },
    trouble: hidden(trouble),
    webhooks: { ...webhooks, trouble: hidden(webhooks.trouble) },
  };
}

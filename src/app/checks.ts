import {
  type CasebookError,
  type Dispositions,
  type ErrorCode,
  errorCatalogue,
  type Indexing,
  recordsHold,
} from '../domain/index.ts';
import type { SiteFailure, WebhookState } from '../ingest/index.ts';
import { type DatabaseLocation, showLocation } from '../platform/database/index.ts';
import { type Check, finding } from '../setup/index.ts';

export interface CheckedParts {
  readonly location: DatabaseLocation;
  readonly embedder: () => {
    readonly id: string;
    readonly remote: boolean;
    embed(texts: readonly string[]): Promise<unknown>;
  };
  readonly progress: () => Promise<{
    readonly indexing: Indexing;
    readonly trouble: CasebookError | null;
    readonly webhooks: WebhookState;
  }>;
  /** The Jira sites that are read, and those of them that fail. */
  readonly sites: { readonly addresses: readonly string[]; failing(): Promise<readonly SiteFailure[]> };
  /** Whether the active index can be searched by meaning. */
  readonly hasMeaning: () => boolean;
  readonly records: () => Promise<Dispositions>;
  readonly engine: { about(): Promise<string> };
}

/** What an application that is open leans on. */
export function checksOf(parts: CheckedParts): readonly Check[] {
  return [
    {
      name: 'sites',
      async look() {
        const { addresses } = parts.sites;
        if (addresses.length === 0) return { summary: 'No tickets are read from a Jira.' };
        const findings = (await parts.sites.failing()).map(({ site, code, detail, at }) => {
          const { title, advice } = errorCatalogue[code as ErrorCode] ?? errorCatalogue.internal;
          const when = at === null ? '' : ` when it was read last, at ${new Date(at).toISOString()}`;
          return finding(`site ${site}`, `${title.replace(/\.$/, '')}${when}: ${detail}`, advice);
        });
        return { summary: `Tickets are read from ${addresses.join(', ')}.`, findings };
      },
    },
    {
      name: 'database',
      async look() {
        const records = await parts.records();
        const { received, deadLettered } = records;
        const lost = finding(
          'the count of records',
          'What came in and what became of it are not the same number.',
          'Run `casebook verify`, and report what it says.',
        );
        return {
          summary: `${showLocation(parts.location)} answers; ${received} records came in, ${deadLettered} wait as dead letters.`,
          findings: recordsHold(records) ? [] : [lost],
        };
      },
    },
    {
      name: 'index',
      async look() {
        const { indexing, trouble } = await parts.progress();
        if (trouble) throw trouble;
        const engine = await parts.engine.about();
        const { live, indexed, waiting, setAside } = indexing;
        const aside = finding(
          `${setAside} tickets`,
          'They could not be indexed, and are set aside.',
          'The log says what went wrong with each; `casebook rebuild` tries all anew.',
        );
        return {
          summary: `${indexed} of ${live} tickets can be found by ${engine}, ${waiting} wait${parts.hasMeaning() ? '' : '; by words alone until a new index is made'}.`,
          findings: setAside > 0 ? [aside] : [],
        };
      },
    },
    {
      name: 'webhooks',
      async look() {
        const { taken, last, waiting, trouble } = (await parts.progress()).webhooks;
        if (trouble) throw trouble;
        if (!taken) return { summary: 'None are taken: what changes comes in with a sync.' };
        const newest = last ? `the last came at ${new Date(last.receivedAt).toISOString()}` : 'none came yet';
        return { summary: `They are taken; ${newest}, ${waiting} tickets are to be fetched.` };
      },
    },
    {
      name: 'embedder',
      async look() {
        const embedder = parts.embedder();
        await embedder.embed(['casebook']);
        const { id, remote } = embedder;
        return { summary: `${id} answers${remote ? ', from another machine' : ''}.` };
      },
    },
  ];
}

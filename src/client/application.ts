import type { Readable } from 'node:stream';
import type { Config } from '../platform/config/index.ts';
import type { InstallationKind } from '../platform/data-folder/index.ts';

/** Who can open the application; `main.ts` and the library's face hand it in. */
export interface ApplicationHost {
  open(config: Config, kind: InstallationKind): Promise<OpenApplication>;
}

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

export interface OpenApplication {
  /** The HTTP API without a network in between. */
  readonly server: {
    inject(request: {
      method: Method;
      url: string;
      headers: Record<string, string>;
      payload?: string | Readable;
      /** Whether the answer is given as it comes, by `stream`. */
      payloadAsStream?: boolean;
      /** Ends an answer that is given so. */
      signal?: AbortSignal;
    }): Promise<{ statusCode: number; body: string; stream(): Readable }>;
  };
  readonly secret: string;
  listen(): Promise<string>;
  /** Answers others on this machine until it is closed, and announces itself as this command; see `connect`. */
  answerMeanwhile(command: string): Promise<Meanwhile>;
  close(): Promise<void>;
}

/** What a command answers to others, beside its own work. */
export interface Meanwhile {
  /** Resolves when no request of others is under way. */
  quiet(): Promise<void>;
}

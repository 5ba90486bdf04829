import type { ApplicationHost, OpenApplication } from '../client/index.ts';
import type { Config, LoadedConfig } from '../platform/config/index.ts';
import type { InstallationKind } from '../platform/data-folder/index.ts';
import type { JiraBefore } from '../setup/index.ts';

/** What the command line needs of the application; `main.ts` hands it in. */
export interface Host extends ApplicationHost {
  readonly version: string;
  /**
   * `demoJira`: what a demo installation reads from; `origins`: where the settings came from, for who asks the server that.
   */
  open(
    config: Config,
    kind: InstallationKind,
    demoJira?: Omit<DemoJira, 'close'> | null,
    origins?: LoadedConfig['origins'],
  ): Promise<OpenApplication>;
  openJiraBefore(
    account: { readonly baseUrl: string; readonly email: string; readonly apiToken: string },
    concurrency: number,
  ): Promise<JiraBefore>;
  /**
   * Starts the demo company's Jira on this machine: on this port, or on any free one where it is taken. The tickets are
   * of the two years before `until` (UTC, `YYYY-MM-DD`).
   */
  startDemoJira(port: number, company: { tickets: number; until: string }): Promise<DemoJira>;
}

export interface DemoJira {
  readonly until: string;
  readonly baseUrl: string;
  readonly email: string;
  readonly apiToken: string;
  close(): Promise<void>;
}

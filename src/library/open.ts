import { type ApplicationHost, connect, type OpenApplication } from '../client/index.ts';
import { loadConfig, type SettingName } from '../platform/config/index.ts';
import { announcedServer } from '../platform/data-folder/index.ts';
import { type Casebook, casebookOver } from './casebook.ts';

/** Settings by the names of docs/configuration.md, as text. */
export type Settings = Partial<Record<SettingName, string>>;

/**
 * Opens an installation by whoever can: see `createCasebook`.
 *
 * @throws CasebookError `config-invalid`, `data-folder-busy`, and what keeps the data from being opened.
 */
export async function openCasebook(host: ApplicationHost, settings: Settings = {}): Promise<Casebook> {
  const loaded = loadConfig(settings);
  let opened = null as OpenApplication | null;
  const api = await connect(
    {
      async open(config, kind) {
        opened = await host.open(config, kind);
        return opened;
      },
    },
    loaded,
  );
  let serving: Promise<string> | null = null;
  return casebookOver(api, async () => {
    if (!opened) return announcedServer(loaded.config.CASEBOOK_DATA_DIR)?.url ?? '';
    serving ??= opened.listen();
    try {
      return await serving;
    } catch (error) {
      // Another port, or the next time.
      serving = null;
      throw error;
    }
  });
}

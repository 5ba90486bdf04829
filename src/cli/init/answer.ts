import type { SyncEnd } from '../../client/index.ts';
import type { LoadedConfig, SettingName } from '../../platform/config/index.ts';
import { announcedServer, settingsFile } from '../../platform/data-folder/index.ts';
import { count } from '../amounts.ts';
import { paint, say } from '../output.ts';
import { table } from '../table.ts';
import type { Outlook } from './outlook.ts';
import type { Scope } from './scope.ts';
import type { SignedIn } from './sign-in.ts';

/** What was written, and the settings as they are now. */
export interface Written {
  readonly loaded: LoadedConfig;
  /** Settings that are other than before. */
  readonly changed: readonly SettingName[];
  /** Settings that stay as they were, because the environment or a .env file counts more than the file. */
  readonly overruled: readonly SettingName[];
}

export function sayWritten({ loaded: { config, origins }, changed, overruled }: Written): void {
  const file = settingsFile(config.CASEBOOK_DATA_DIR);
  if (changed.length === 0) say('Everything is set so already: nothing was written.');
  else say(paint('green', 'Written: '), `${changed.join(', ')} in ${file}, for you alone to read.`);
  for (const name of overruled)
    say(
      paint(
        'yellow',
        `But ${name} comes from ${placeOf(origins[name])}, which counts more: change it there.`,
      ),
    );
  const running = announcedServer(config.CASEBOOK_DATA_DIR);
  if (running && !running.command)
    say('A server runs on this folder: it takes the settings when it is started again.');
}

const placeOf = (origin: string) => (origin === '.env' ? 'the .env file of this folder' : `the ${origin}`);

export function sayNext(loaded: LoadedConfig, synced: SyncEnd | null): void {
  if (synced) say(`Found by a search from now on: ${count(synced.indexing.indexed, 'ticket')}.`);
  say();
  say('Next:');
  const commands = synced
    ? [
        ['serve', 'the dashboard, and what happens by itself'],
        ['doctor', 'whether everything is as it should be'],
      ]
    : [
        ['sync', 'reads the tickets'],
        ['serve', 'then serves the dashboard'],
      ];
  const rows = commands.map(([command, what]) => [`casebook ${command}${dataDirOf(loaded)}`, what ?? '']);
  for (const row of table([{ style: 'bold' }, { style: 'dim' }], rows, process.stderr, '  ')) say(...row);
}

/** What has to be said for a command to find the folder again. */
function dataDirOf({ config, origins }: LoadedConfig): string {
  return origins.CASEBOOK_DATA_DIR === 'option' ? ` --data-dir ${config.CASEBOOK_DATA_DIR}` : '';
}

/** All of it as one value, without the token. */
export function answerOf(
  { loaded, changed, overruled }: Written,
  { greeting, email, account }: SignedIn,
  { jql, tickets, projects, chosen }: Scope,
  outlook: Outlook,
  synced: SyncEnd | null,
): unknown {
  return {
    file: settingsFile(loaded.config.CASEBOOK_DATA_DIR),
    changed,
    overruled,
    site: greeting,
    account: { ...account, email },
    jql,
    tickets,
    projects: projects.map((project) => ({ ...project, chosen: chosen?.includes(project) ?? null })),
    ...outlook,
    sync: synced,
    next: (synced ? ['serve'] : ['sync', 'serve']).map(
      (command) => `casebook ${command}${dataDirOf(loaded)}`,
    ),
  };
}

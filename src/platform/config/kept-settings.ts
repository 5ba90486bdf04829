import { randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { parseEnv } from 'node:util';
import { CasebookError } from '../../domain/index.ts';
import { asDiskFull, makeFolders, settingsFile } from '../data-folder/index.ts';
import { type SettingName, settings } from './settings.ts';

/** New values by the name of their setting; null takes the setting out of the file. */
export type SettingChanges = Partial<Record<SettingName, string | null>>;

/** The settings that a data folder keeps in its own file, as text; none where there is no file. */
export type KeptSettings = Readonly<Record<string, string | undefined>>;

/** Begins a file that was made here. */
const HEADING = `# Settings of this data folder, written by \`casebook init\` and read at every start.
# The environment and a .env file in the working folder count more. All settings: casebook config
`;

/**
 * @throws CasebookError `config-invalid` where it cannot be read or names a folder of data itself, `settings-exposed`
 * where everybody on this machine may read the secrets in it. The group may: volumes of containers are given to one.
 */
export function readKeptSettings(folder: string): KeptSettings {
  const file = settingsFile(folder);
  if (!existsSync(file)) return {};
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new CasebookError(
      'config-invalid',
      `${file}: it cannot be read (${(error as NodeJS.ErrnoException).code}).`,
    );
  }
  const kept = parseEnv(text);
  if (kept.CASEBOOK_DATA_DIR)
    throw new CasebookError('config-invalid', `CASEBOOK_DATA_DIR: ${file} lies in the folder already.`);
  if (holdsSecrets(kept) && modeOf(file) & 0o007)
    throw new CasebookError('settings-exposed', `${file}: run \`chmod 600 ${file}\`.`);
  return kept;
}

/** Whether any setting in it must not be shown. */
export function holdsSecrets(kept: KeptSettings): boolean {
  return Object.entries(settings).some(([name, setting]) => 'secret' in setting && Boolean(kept[name]));
}

/** What others may do with a file, as its last nine bits say it; Windows says it in another way, and says nothing here. */
export function modeOf(file: string): number {
  return process.platform === 'win32' ? 0o600 : statSync(file).mode & 0o777;
}

/**
 * Changes settings in the file of a data folder and leaves every other line as it stands. The file is for its owner
 * alone, and is either the one before or the new one, whole, at every moment.
 *
 * @returns whether anything is other than before.
 * @throws CasebookError `config-invalid` for a value that the format cannot hold, `data-folder-unusable`, `disk-full`.
 */
export function changeKeptSettings(folder: string, changes: SettingChanges): boolean {
  const file = settingsFile(folder);
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const after = withChanges(before === '' ? HEADING : before, changes);
  const differs = Object.entries(changes).some(
    ([name, value]) => (parseEnv(before)[name] ?? '') !== (value ?? ''),
  );
  if (!differs) return false;
  const draft = `${file}.${randomUUID()}`;
  try {
    makeFolders(folder);
    const handle = openSync(draft, 'wx', 0o600);
    try {
      writeSync(handle, after);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(draft, file);
  } catch (error) {
    if (existsSync(draft)) rmSync(draft);
    const full = asDiskFull(error, file);
    if (full instanceof CasebookError) throw full;
    throw new CasebookError('data-folder-unusable', `${file}: ${(error as Error).message}.`, {
      cause: error,
    });
  }
  return true;
}

function withChanges(text: string, changes: SettingChanges): string {
  let changed = text.endsWith('\n') || text === '' ? text : `${text}\n`;
  for (const [name, value] of Object.entries(changes)) {
    const line = new RegExp(`^(export )?[ \\t]*${name}[ \\t]*=.*(\\n|$)`, 'gm');
    const rest = changed.replaceAll(line, '');
    const written = value === null || value === '' ? '' : `${name}=${quoted(name, value)}\n`;
    const at = changed.search(line);
    // Where it stood, or at the end.
    changed = at < 0 ? rest + written : rest.slice(0, at) + written + rest.slice(at);
    if ((parseEnv(changed)[name] ?? '') !== (value ?? ''))
      throw new CasebookError('config-invalid', `${name}: this value cannot stand in ${settingsFile('')}.`);
  }
  return changed;
}

/** In quotes that the value does not hold: the format has no way to escape one. */
function quoted(name: string, value: string): string {
  const quote = ["'", '"', '`'].find((one) => !value.includes(one));
  if (!quote || /[\r\n]/.test(value))
    throw new CasebookError(
      'config-invalid',
      `${name}: expected one line without all three kinds of quotes.`,
    );
  return quote + value + quote;
}

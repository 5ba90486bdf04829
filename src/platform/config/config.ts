import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { z } from 'zod';
import { CasebookError } from '../../domain/index.ts';
import { readKeptSettings } from './kept-settings.ts';
import { type SettingName, settings } from './settings.ts';

/** The settings in force, by the name of their environment variable. */
export type Config = { readonly [Name in SettingName]: z.output<(typeof settings)[Name]['schema']> };

/** Where a value came from, in order of precedence. */
export type Origin = 'option' | 'environment' | '.env' | 'casebook.env' | 'default';

export interface LoadedConfig {
  readonly config: Config;
  readonly origins: Readonly<Record<SettingName, Origin>>;
}

/**
 * Reads all settings: command-line options first, then the environment, then a `.env` file in the working folder,
 * then the file of the data folder that these name, then defaults. An empty value counts as absent.
 *
 * @throws CasebookError `config-invalid`, naming the setting and what was expected, never its value; `settings-exposed`.
 */
export function loadConfig(options: Partial<Record<SettingName, string>> = {}): LoadedConfig {
  const file = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {};
  const layers: [Origin, Record<string, string | undefined>][] = [
    ['option', options],
    ['environment', process.env],
    ['.env', file],
  ];
  const folder = layers.map(([, values]) => values.CASEBOOK_DATA_DIR).find(Boolean);
  layers.push(['casebook.env', readKeptSettings(settings.CASEBOOK_DATA_DIR.schema.parse(folder))]);
  const config: Record<string, unknown> = {};
  const origins: Record<string, Origin> = {};
  for (const [name, { schema }] of Object.entries(settings)) {
    const layer = layers.find(([, values]) => values[name]);
    const parsed = schema.safeParse(layer?.[1][name]);
    if (!parsed.success) {
      throw new CasebookError(
        'config-invalid',
        `${name}: ${parsed.error.issues[0]?.message} (from ${layer?.[0] ?? 'default'}).`,
      );
    }
    config[name] = parsed.data;
    origins[name] = layer?.[0] ?? 'default';
  }
  return { config: config as Config, origins: origins as Record<SettingName, Origin> };
}

export interface ShownSetting {
  name: string;
  /** Null where it is not set. */
  value: string | number | string[] | null;
  origin: Origin | null;
  description: string;
}

/** The settings as they may be shown to a person: secrets only as set or unset. */
export function describeConfig({
  config,
  origins,
}: {
  readonly config: Config;
  /** Null where they are not known any more. */
  readonly origins: LoadedConfig['origins'] | null;
}): ShownSetting[] {
  return (Object.keys(settings) as SettingName[]).map((name) => {
    const { description, secret } = settings[name] as { description: string; secret?: true };
    const value = config[name] ?? null;
    const shown = secret && value !== null ? '(set)' : value;
    return { name, value: shown, origin: origins?.[name] ?? null, description };
  });
}

import { existsSync } from 'node:fs';
import type { Finding } from '../../domain/index.ts';
import {
  describeConfig,
  holdsSecrets,
  type LoadedConfig,
  modeOf,
  readKeptSettings,
  settings,
} from '../../platform/config/index.ts';
import { settingsFile } from '../../platform/data-folder/index.ts';
import { type Check, finding } from '../check.ts';

/** Whether all settings are known, and secrets are in files that nobody else may read. */
export function settingsCheck(loaded: LoadedConfig): Check {
  const { CASEBOOK_DATA_DIR: folder, JIRA_SITES_FILE: sites } = loaded.config;
  return {
    name: 'settings',
    async look() {
      const kept = readKeptSettings(folder);
      const file = settingsFile(folder);
      const unknown = Object.keys(kept).filter((name) => !(name in settings));
      const secret = [
        holdsSecrets(kept) ? file : null,
        sites ?? null,
        hasSecretsOf(loaded, '.env') ? '.env' : null,
      ];
      const set = describeConfig(loaded).filter(({ origin }) => origin !== 'default');
      return {
        summary: `${set.length} are set${set.length > 0 ? `, by ${[...new Set(set.map(({ origin }) => origin))].join(', ')}` : ''}.`,
        findings: [
          ...unknown.map((name) =>
            finding(
              `${name} in ${file}`,
              'No setting has this name.',
              'Correct it, or take it out: `casebook config` lists all names.',
            ),
          ),
          ...secret.flatMap((one) => (one === null || !existsSync(one) ? [] : exposure(one))),
        ],
      };
    },
  };
}

function hasSecretsOf({ origins }: LoadedConfig, origin: string): boolean {
  return Object.entries(settings).some(
    ([name, setting]) => 'secret' in setting && origins[name as keyof typeof origins] === origin,
  );
}

function exposure(file: string): Finding[] {
  const others = modeOf(file) & 0o077;
  return others === 0
    ? []
    : [
        finding(
          `the rights of ${file}`,
          `It holds secrets, and ${others & 0o007 ? 'everybody on this machine' : 'its group'} may read or write it.`,
          `Run \`chmod 600 ${file}\`, and exchange the secrets if others were here.`,
        ),
      ];
}

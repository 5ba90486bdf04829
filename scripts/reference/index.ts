import { errorCatalogue } from '../../src/domain/index.ts';
import { type SettingName, settings } from '../../src/platform/config/index.ts';
import { openApiDocument } from '../openapi-document.ts';
import { cell } from './cell.ts';
import { commandsPage } from './cli.ts';
import { routesPage } from './http.ts';

/** The reference pages that are made from the code, by file name under `docs/`. A test fails when they are stale. */
export async function referenceDocs(): Promise<Record<string, string>> {
  return {
    'errors.md': errorsPage(),
    'configuration.md': configurationPage(),
    'cli.md': commandsPage(),
    'http.md': routesPage(await openApiDocument()),
  };
}

function errorsPage(): string {
  const rows = Object.entries(errorCatalogue).map(
    ([code, { title, status, retry, advice }]) =>
      `| \`${code}\` | ${status} | ${title} | ${retry ? 'yes' : 'no'} | ${cell(advice)} |`,
  );
  return [
    '# Errors',
    '',
    'Made from `src/domain/errors/` by `npm run docs`; do not edit.',
    '',
    'The API answers errors as `application/problem+json` (RFC 9457) with these codes; the command line prints them in',
    'brackets. *Retry* says whether the same call can succeed later without anybody changing anything.',
    '',
    '| code | HTTP status | what happened | retry | what to do |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function configurationPage(): string {
  const rows = (Object.keys(settings) as SettingName[]).map((name) => {
    const { description, schema } = settings[name];
    const preset = schema.safeParse(undefined).data;
    const shown =
      preset === undefined
        ? ''
        : `\`${Array.isArray(preset) ? preset.join(',') : String(preset)}\``.replace('``', '');
    return `| \`${name}\` | ${cell(description)} | ${shown} |`;
  });
  return [
    '# Configuration',
    '',
    'Made from `src/platform/config/settings.ts` by `npm run docs`; do not edit.',
    '',
    'A setting is taken from the first of these that has it: an option of the command line, the environment, a `.env` file',
    'in the working folder, `casebook.env` in the data folder, the default. `casebook config` shows what is in force and where it',
    'came from.',
    '',
    '`casebook init` writes `casebook.env`, in the same format, for its owner alone (mode 0600); where everybody may read one that',
    'holds secrets, nothing starts (`settings-exposed`). Backups leave it out. It is read at the start: a server that runs takes',
    'changes when it is started again.',
    '',
    '| setting | meaning | default |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

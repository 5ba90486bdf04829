import { errorCatalogue } from '../src/domain/index.ts';
import { type SettingName, settings } from '../src/platform/config/index.ts';

/** The reference pages that are made from the code, by file name under `docs/`. A test fails when they are stale. */
export function referenceDocs(): Record<string, string> {
  return { 'errors.md': errorsPage(), 'configuration.md': configurationPage() };
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
    'Settings are environment variables. A `.env` file in the working folder is read too; the environment comes before',
    'it, and command-line options come before both. `casebook config` shows what is in force and where it came from.',
    '',
    '| setting | meaning | default |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

/** A pipe would end the cell. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

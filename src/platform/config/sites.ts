import { z } from 'zod';
import { CasebookError, isSiteName } from '../../domain/index.ts';
import { webAddress, webhookSecret } from './settings.ts';
import { readSettingsFile } from './settings-file.ts';

/** A Jira site beside the one of the settings. */
export interface FurtherSite {
  /** What it is called here: stands in front of its tickets' ids. */
  readonly name: string;
  readonly baseUrl: string;
  readonly email: string;
  readonly apiKey: string;
  /** Which tickets to sync, as JQL without ORDER BY; empty for all. */
  readonly jql: string;
  readonly webhookSecret?: string | undefined;
  readonly webhookSecretBefore?: string | undefined;
}

const furtherSite: z.ZodType<FurtherSite> = z.strictObject({
  name: z
    .string()
    .refine(
      isSiteName,
      'expected a short name in lower-case letters, digits and hyphens, such as us; not first, key, project, agent, role, security, group or visibility',
    ),
  baseUrl: webAddress,
  email: z.string().min(3, 'expected an e-mail address'),
  apiKey: z.string().min(1, 'expected an API token'),
  jql: z.string().default(''),
  webhookSecret: webhookSecret.optional(),
  webhookSecretBefore: webhookSecret.optional(),
});

const sitesFile = z.array(furtherSite).max(50, 'expected 50 sites at most');

/**
 * The sites of the file that JIRA_SITES_FILE names.
 *
 * @param firstUrl the address of the first site, which none of them may have.
 * @throws CasebookError `config-invalid`, naming the place and what was expected there, never what stands there.
 */
export function readSites(file: string, firstUrl: string | undefined): readonly FurtherSite[] {
  const invalid = (what: string) => new CasebookError('config-invalid', `JIRA_SITES_FILE: ${file}: ${what}.`);
  let text: string;
  try {
    text = readSettingsFile(file);
  } catch (error) {
    throw invalid((error as Error).message);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // What Node says of it quotes the file, and with it perhaps a token.
    throw invalid('it is not JSON');
  }
  const parsed = sitesFile.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalid([...(issue?.path ?? []).map(String), issue?.message].join(': '));
  }
  const sites = parsed.data;
  const names = new Set<string>();
  const addresses = new Map([[addressOf(firstUrl), 'the first site']]);
  for (const [at, { name, baseUrl }] of sites.entries()) {
    if (names.has(name)) throw invalid(`${at}: name: another site is called so`);
    const twin = addresses.get(addressOf(baseUrl));
    if (twin) throw invalid(`${at}: baseUrl: it is that of ${twin}`);
    names.add(name);
    addresses.set(addressOf(baseUrl), `site ${name}`);
  }
  return sites;
}

/** The same for all ways to write an address. */
const addressOf = (url: string | undefined) => (url === undefined ? '' : new URL(url).href);

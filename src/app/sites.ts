import { CasebookError, FIRST_SITE, type SiteName, spokenName } from '../domain/index.ts';
import { type JiraAccount, type JiraClient, jiraClient } from '../ingest/index.ts';
import { type Config, readSites } from '../platform/config/index.ts';
import type { InstallationKind } from '../platform/data-folder/index.ts';
import { configuredJira } from './configured.ts';

/** A Jira site that is read from. Its client alone has its credentials, and speaks with it alone. */
export interface Site {
  readonly name: SiteName;
  readonly baseUrl: string;
  readonly client: JiraClient;
  /** Which of its tickets to sync, as JQL; empty for all. */
  readonly jql: string;
  /** With which it signs webhooks: any of them; none where none are taken. */
  readonly secrets: readonly string[];
}

/**
 * The sites that the settings name, the first one first. A demo installation has its own Jira, and no other.
 *
 * @throws CasebookError `config-invalid`.
 */
export function openSites(
  config: Config,
  kind: InstallationKind,
  demoJira: JiraAccount | null,
): readonly Site[] {
  const first = kind === 'demo' ? demoJira : configuredJira(config);
  const further =
    kind === 'demo' || config.JIRA_SITES_FILE === undefined
      ? []
      : readSites(config.JIRA_SITES_FILE, config.JIRA_BASE_URL);
  const open = (
    name: SiteName,
    account: JiraAccount,
    jql: string,
    ...secrets: readonly (string | undefined)[]
  ): Site => ({
    name,
    baseUrl: account.baseUrl,
    client: jiraClient(account, { concurrency: config.JIRA_CONCURRENCY }),
    jql,
    secrets: secrets.filter((secret) => secret !== undefined),
  });
  const { CASEBOOK_JIRA_WEBHOOK_SECRET, CASEBOOK_JIRA_WEBHOOK_SECRET_BEFORE } = config;
  return [
    ...(first
      ? [
          open(
            null,
            first,
            config.JIRA_JQL,
            CASEBOOK_JIRA_WEBHOOK_SECRET,
            CASEBOOK_JIRA_WEBHOOK_SECRET_BEFORE,
          ),
        ]
      : []),
    ...further.map(({ name, baseUrl, email, apiKey, jql, webhookSecret, webhookSecretBefore }) =>
      open(name, { baseUrl, email, apiToken: apiKey }, jql, webhookSecret, webhookSecretBefore),
    ),
  ];
}

/** Those of these names; all for undefined. @throws CasebookError `site-not-configured`. */
export function chosenSites(sites: readonly Site[], names: readonly string[] | undefined): readonly Site[] {
  const unknown = names?.find((name) => !sites.some((site) => spokenName(site.name) === name));
  if (unknown !== undefined) throw new CasebookError('site-not-configured', unknown);
  return names ? sites.filter(({ name }) => names.includes(spokenName(name))) : sites;
}

/** The name that people give to a site, as it is known here. */
export const siteCalled = (name: string): SiteName => (name === FIRST_SITE ? null : name);

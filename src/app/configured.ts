import { CasebookError } from '../domain/index.ts';
import type { JiraAccount } from '../ingest/index.ts';
import type { OidcOptions } from '../people/index.ts';
import type { Config } from '../platform/config/index.ts';
import type { InstallationKind } from '../platform/data-folder/index.ts';
import { notConfigured } from '../setup/index.ts';

/** The Jira that the settings name whole; null where they do not. */
export function configuredJira({
  JIRA_BASE_URL: baseUrl,
  JIRA_EMAIL: email,
  JIRA_API_KEY: apiToken,
}: Config): JiraAccount | null {
  return baseUrl && email && apiToken ? { baseUrl, email, apiToken } : null;
}

/**
 * Who signs people in beside passwords; null for nobody.
 *
 * @throws CasebookError `config-invalid`.
 */
export function configuredProvider(config: Config): OidcOptions | null {
  const { CASEBOOK_OIDC_ISSUER: issuer, CASEBOOK_OIDC_CLIENT_ID: clientId } = config;
  if (issuer === undefined) return null;
  if (clientId === undefined)
    throw new CasebookError(
      'config-invalid',
      'CASEBOOK_OIDC_CLIENT_ID: expected what the provider of CASEBOOK_OIDC_ISSUER knows Casebook as.',
    );
  return {
    issuer,
    clientId,
    clientSecret: config.CASEBOOK_OIDC_CLIENT_SECRET,
    scopes: config.CASEBOOK_OIDC_SCOPES,
    defaultRole: config.CASEBOOK_OIDC_DEFAULT_ROLE,
  };
}

/** Why there is nothing to read tickets from. */
export function noJira(config: Config, kind: InstallationKind): CasebookError {
  if (kind === 'demo') {
    return new CasebookError(
      'data-folder-kind',
      `${config.CASEBOOK_DATA_DIR} holds the demo company, and its Jira runs with \`casebook demo\` alone.`,
    );
  }
  return notConfigured(config);
}

import { CasebookError } from '../domain/index.ts';
import type { Config } from '../platform/config/index.ts';

const ACCOUNT = ['JIRA_BASE_URL', 'JIRA_EMAIL', 'JIRA_API_KEY'] as const;

/** Whether the settings name any Jira to read from. */
export function namesJira(config: Config): boolean {
  return config.JIRA_SITES_FILE !== undefined || ACCOUNT.every((name) => config[name]);
}

/** Which settings the first site lacks. */
export function notConfigured(config: Config): CasebookError {
  const missing = ACCOUNT.filter((name) => !config[name]);
  const detail = `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not set.`;
  return new CasebookError('jira-not-configured', detail);
}

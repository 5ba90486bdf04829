import type { CatalogueEntry } from './entry.ts';

/** Tickets come in, from Jira and from files; what was refused, and what is erased. */
export const ingestErrors = {
  'jira-not-configured': {
    title: 'No Jira is configured.',
    status: 409,
    retry: false,
    advice: 'Run `casebook init`, or set JIRA_BASE_URL, JIRA_EMAIL and JIRA_API_KEY; or try `casebook demo`.',
  },
  'jira-refused': {
    title: 'Jira refused the request.',
    status: 502,
    retry: false,
    advice:
      'Check the account, its API token (it may have expired; one with scopes needs read:jira-work) and its permissions; the detail carries what Jira said.',
  },
  'jira-query-refused': {
    title: 'Jira does not take what it is asked for.',
    status: 422,
    retry: false,
    advice:
      'The detail carries what Jira said: check the projects and other choices of this sync, and JIRA_JQL.',
  },
  'jira-unavailable': {
    title: 'Jira could not be reached or did not answer properly.',
    status: 502,
    retry: true,
    advice:
      'Check JIRA_BASE_URL and the network; nothing was lost, and the next sync reads again from the last complete one.',
  },
  'jira-host-unknown': {
    title: 'No machine has this name.',
    status: 502,
    retry: false,
    advice: 'Check the spelling of the address; that of a Jira Cloud site ends with .atlassian.net.',
  },
  'network-unreachable': {
    title: 'Nothing beyond this machine can be reached.',
    status: 502,
    retry: true,
    advice:
      'Check its network, and whether it needs a proxy: HTTPS_PROXY in the environment names one, see docs/jira.md.',
  },
  'jira-not-there': {
    title: 'There is no Jira at this address.',
    status: 502,
    retry: false,
    advice:
      'Open it in a browser: your projects should be there. The address of the site is enough, such as https://your-company.atlassian.net.',
  },
  'jira-untrusted': {
    title: 'The certificate of Jira, or of a proxy before it, is not trusted.',
    status: 502,
    retry: false,
    advice:
      'Where your company has a certificate authority of its own, start Casebook with NODE_EXTRA_CA_CERTS naming the file of its certificate in PEM; see docs/jira.md.',
  },
  'jira-circuit-open': {
    title: 'Jira failed several times in a row and is left alone for a minute.',
    status: 503,
    retry: true,
    advice:
      'Wait until then, and look at what the last failure was; nothing was lost, and the next sync reads again from the last complete one.',
  },
  'jira-answer-invalid': {
    title: 'Jira answered with something that is not the documented shape.',
    status: 502,
    retry: false,
    advice: 'The detail names the place in the answer. A proxy or login page in between is the usual cause.',
  },
  'jira-differs': {
    title: 'This data folder holds the tickets of another Jira site.',
    status: 409,
    retry: false,
    advice:
      'Ticket ids of two sites can be the same: name the other one as a further site in JIRA_SITES_FILE (docs/sites.md), or give it a data folder of its own with --data-dir.',
  },
  'site-not-configured': {
    title: 'No Jira site of this name is configured.',
    status: 404,
    retry: false,
    advice: '`casebook status` names the sites; the one of JIRA_BASE_URL is called first.',
  },
  'sync-running': {
    title: 'A sync or an import is already running.',
    status: 409,
    retry: true,
    advice: 'Wait until it has finished; `casebook status` shows its progress.',
  },
  'removals-refused': {
    title: 'Jira no longer gives a large part of all tickets.',
    status: 409,
    retry: false,
    advice:
      'Check the rights of the account and its token. Where the tickets are really gone, `casebook sync verify --accept-removals` takes them out.',
  },
  'file-unreadable': {
    title: 'The file cannot be read.',
    status: 400,
    retry: false,
    advice: 'Check the path and its permissions; `-` reads standard input.',
  },
  'import-format': {
    title: 'This is not a file that tickets can be imported from.',
    status: 422,
    retry: false,
    advice: 'docs/import.md describes the formats; --format says which one it is where that cannot be seen.',
  },
  'import-damaged': {
    title: 'The compressed file is damaged or breaks off.',
    status: 422,
    retry: false,
    advice:
      'What came before the damage is in. Import the whole file: what is known already counts as duplicate.',
  },
  'import-expands': {
    title: 'The compressed file grows far beyond what tickets do.',
    status: 422,
    retry: false,
    advice: 'Look at what it holds; if it is all wanted, unpack it and import the result.',
  },
  'import-interrupted': {
    title: 'The import broke off before the end of its file.',
    status: 503,
    retry: true,
    advice: 'What came before is in. Import the file again: what is known already counts as duplicate.',
  },
  'dead-letter-not-found': {
    title: 'No such dead letter waits here.',
    status: 404,
    retry: false,
    advice: '`casebook dead-letters list` shows those that wait.',
  },
  'person-not-found': {
    title: 'This account stands nowhere in what is stored.',
    status: 404,
    retry: false,
    advice: 'Name the account id as Jira has it; `casebook show KEY --json` shows those of a ticket.',
  },
} as const satisfies Record<string, CatalogueEntry>;

import type { CatalogueEntry } from './entry.ts';

/** The server and its edge. */
export const serverErrors = {
  'port-taken': {
    title: 'The port is already in use.',
    status: 500,
    retry: false,
    advice: 'Choose another port with --port, or stop the program that uses it.',
  },
  'port-refused': {
    title: 'The address or port may not be listened on.',
    status: 500,
    retry: false,
    advice: 'Choose a port of 1024 or above with --port, and an address of this machine as CASEBOOK_HOST.',
  },
  'web-not-built': {
    title: 'The dashboard has not been built.',
    status: 404,
    retry: false,
    advice: 'Run `npm run prepare` in the checkout; `npm ci` does it too.',
  },
  'not-found': {
    title: 'There is nothing at this address.',
    status: 404,
    retry: false,
    advice: 'The API is described at /openapi.json.',
  },
  'method-not-allowed': {
    title: 'This address does not answer to that method.',
    status: 405,
    retry: false,
    advice: 'The detail names the methods that it answers to; the API is described at /openapi.json.',
  },
  'request-invalid': {
    title: 'The request does not have the documented form.',
    status: 400,
    retry: false,
    advice:
      'The detail names the place; a command says with --help what it takes, and the API is described at /openapi.json.',
  },
  'request-too-large': {
    title: 'The request is larger than this address takes.',
    status: 413,
    retry: false,
    advice: 'Send less at a time.',
  },
  'media-type': {
    title: 'This address does not take a body of that type.',
    status: 415,
    retry: false,
    advice:
      'Send `content-type: application/json`, not packed; an import takes the types that /openapi.json lists.',
  },
  'host-not-allowed': {
    title: 'This server does not answer under that host name.',
    status: 421,
    retry: false,
    advice: 'Open it under the address that it printed, or add the name to CASEBOOK_ALLOWED_HOSTS.',
  },
  'origin-not-allowed': {
    title: 'A request from another web site was refused.',
    status: 403,
    retry: false,
    advice: 'Use the dashboard of this server itself.',
  },
  'request-ended': {
    title: 'The request was ended before it could be answered.',
    status: 503,
    retry: true,
    advice: 'Ask again; where Casebook is being stopped, when it runs again.',
  },
  'proxy-not-trusted': {
    title: 'The request came through a proxy that Casebook was not told to trust.',
    status: 403,
    retry: false,
    advice:
      'Open Casebook directly; or name the addresses of the proxy in CASEBOOK_TRUSTED_PROXIES, as docs/people.md explains.',
  },
  'webhook-not-configured': {
    title: 'Webhooks are not taken here.',
    status: 403,
    retry: false,
    advice:
      'Set CASEBOOK_JIRA_WEBHOOK_SECRET to the secret of the webhook in Jira, as docs/webhooks.md explains.',
  },
  'webhook-signature': {
    title: 'The webhook is not signed with the secret of this server.',
    status: 401,
    retry: false,
    advice:
      'Give the webhook in Jira the secret that CASEBOOK_JIRA_WEBHOOK_SECRET holds (of a further site: its webhookSecret), as docs/webhooks.md explains.',
  },
  'export-broken': {
    title: 'The export broke off before its end.',
    status: 503,
    retry: true,
    advice: 'Nothing was written. Check that the server runs, and export again.',
  },
  internal: {
    title: 'Something went wrong inside Casebook.',
    status: 500,
    retry: false,
    advice:
      'The log holds the details under the request id; a command shows them with CASEBOOK_LOG_LEVEL=error. Please report it.',
  },
} as const satisfies Record<string, CatalogueEntry>;

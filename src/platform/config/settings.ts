import { z } from 'zod';

/** One setting: the environment variable, what it means, and how its text becomes a value. */
interface Setting<T> {
  readonly description: string;
  readonly schema: z.ZodType<T, string | undefined>;
  /** Shown as `(set)` wherever settings are shown. */
  readonly secret?: true;
}

function setting<T>(description: string, schema: z.ZodType<T, string | undefined>): Setting<T> {
  return { description, schema };
}

function wholeNumber(fallback: number, least: number, most: number): z.ZodType<number, string | undefined> {
  return z
    .string()
    .regex(/^\d+$/, 'expected a whole number')
    .default(String(fallback))
    .transform(Number)
    .pipe(z.number().min(least).max(most));
}

function isBareAddress(address: string): boolean {
  // What is no address at all has been refused already, and yet comes here.
  if (!URL.canParse(address)) return false;
  const { username, password } = new URL(address);
  return username === '' && password === '' && !/[?#]/.test(address);
}

const EMBEDDERS = ['static', 'minilm', 'openai', 'azure-openai', 'openai-compatible', 'ollama'] as const;

const cron = z
  .string()
  .regex(/^(never|\S+( \S+){4})$/, 'expected five fields such as `30 3 * * *`, or never');

export const webAddress = z
  .url({ protocol: /^https?$/, error: 'expected an http or https address' })
  .refine(isBareAddress, 'expected an address without user name, password, query and fragment')
  .transform((address) => address.replace(/\/+$/, ''));

/** What says who people are has to be who it says it is. What runs on this machine is reached by nobody in between. */
const issuerAddress = z
  .url({ protocol: /^https?$/, error: 'expected an https address' })
  .refine(isBareAddress, 'expected an address without user name, password, query and fragment')
  .refine(
    (address) => /^(https:|http:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?(\/|$))/i.test(address),
    'expected an https address',
  );

const proxyAddress = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);

const name = z.string().regex(/^\S+$/, 'expected a name without spaces');

function secretSetting(description: string): Setting<string | undefined> {
  return { ...setting(description, z.string().min(1).optional()), secret: true };
}

/** Whoever finds it out can make Casebook fetch issues: as long as what Jira itself makes up. */
export const webhookSecret = z.string().min(16, 'expected at least 16 characters');

function webhookSecretSetting(description: string): Setting<string | undefined> {
  return { ...setting(description, webhookSecret.optional()), secret: true };
}

function list(read: (text: string) => string): z.ZodType<string[], string | undefined> {
  return z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((each) => read(each.trim()) || []));
}

/** Every setting there is. `docs/configuration.md` and `casebook config` are made from this table. */
export const settings = {
  CASEBOOK_DATA_DIR: setting(
    'The folder that holds all data of this installation.',
    z.string().min(1).default('.casebook'),
  ),
  CASEBOOK_HOST: setting(
    'The address to listen on; 0.0.0.0 or :: for all of this machine. Beyond loopback somebody must be able to sign in: see docs/people.md.',
    z
      .union([z.literal('localhost'), z.ipv4(), z.ipv6()], { error: 'expected an IP address, or localhost' })
      .default('127.0.0.1'),
  ),
  CASEBOOK_PORT: setting(
    'The port of the dashboard and the API; 0 takes any free one.',
    wholeNumber(4310, 0, 65_535),
  ),
  CASEBOOK_ALLOWED_HOSTS: setting(
    'Further host names, separated by commas, under which requests are answered (protection from DNS rebinding).',
    list((name) => name.toLowerCase()),
  ),
  CASEBOOK_PUBLIC_URL: setting(
    'Where browsers find this server when it is behind a proxy, such as https://casebook.your-company.com; the host is allowed with it.',
    webAddress
      .refine((address) => URL.parse(address)?.pathname === '/', 'expected an address without a path')
      .optional(),
  ),
  CASEBOOK_TRUSTED_PROXIES: setting(
    'The proxies in front, as addresses or networks such as 192.0.2.8/30, separated by commas. Whoever has one of these addresses can claim to be anywhere: name nothing but proxies. Requests with forwarding headers from elsewhere are refused.',
    list((address) => address).refine(
      (all) => all.every((each) => proxyAddress.safeParse(each).success),
      'expected IP addresses, or networks such as 192.0.2.8/30',
    ),
  ),
  CASEBOOK_OIDC_ISSUER: setting(
    'The OpenID Connect provider that people may sign in with, beside passwords, such as https://login.your-company.com/realms/staff; not set: passwords alone. See docs/people.md.',
    issuerAddress.optional(),
  ),
  CASEBOOK_OIDC_CLIENT_ID: setting('What that provider knows Casebook as.', name.optional()),
  CASEBOOK_OIDC_CLIENT_SECRET: secretSetting(
    'The secret that the provider gave out for it; not set: Casebook is a public client, which PKCE protects alone.',
  ),
  CASEBOOK_OIDC_SCOPES: setting(
    'What the provider is asked for, separated by spaces.',
    z
      .string()
      .regex(/^openid( |$)/, 'expected scopes that begin with openid')
      .default('openid email profile'),
  ),
  CASEBOOK_OIDC_DEFAULT_ROLE: setting(
    'Who signs in with the provider and is no user yet: none lets in those alone whom an operator has added; reader or agent makes an account of that role for everybody whom the provider lets in.',
    z.enum(['none', 'reader', 'agent']).default('none'),
  ),
  CASEBOOK_RATE_LIMIT: setting(
    'How many requests each user, or each address without a login, may make in a minute.',
    wholeNumber(1200, 1, 1_000_000),
  ),
  CASEBOOK_LOG_LEVEL: setting(
    'How much is logged to standard error.',
    z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('warn'),
  ),
  DATABASE_URL: {
    ...setting(
      'The PostgreSQL database to keep everything but the lake in, such as postgres://user:password@host/casebook; not set: SQLite in the data folder.',
      z.url({ protocol: /^postgres(ql)?$/, error: 'expected a postgres:// address' }).optional(),
    ),
    secret: true,
  },
  CASEBOOK_SEARCH_INDEX: setting(
    'What searches: the engine that is embedded here, or a Qdrant server at QDRANT_URL, which holds a copy of vectors and words. See docs/qdrant.md.',
    z.enum(['embedded', 'qdrant']).default('embedded'),
  ),
  QDRANT_URL: setting(
    'qdrant: the address of the server, such as http://127.0.0.1:6333.',
    webAddress.optional(),
  ),
  QDRANT_API_KEY: secretSetting('qdrant: its key, where it wants one.'),
  CASEBOOK_JOBS: setting(
    'What keeps the jobs: the database itself, or pg-boss (on PostgreSQL only).',
    z.enum(['database', 'pg-boss']).default('database'),
  ),
  JIRA_BASE_URL: setting(
    'The address of the Jira site, such as https://your-company.atlassian.net.',
    // Links to tickets begin with it, and are shown: a password in it would be shown with them.
    webAddress.optional(),
  ),
  JIRA_EMAIL: setting('The e-mail address of the Jira account that reads.', z.string().min(3).optional()),
  JIRA_API_KEY: secretSetting('An API token of that account, with or without scopes.'),
  JIRA_JQL: setting(
    'Which tickets to sync, as JQL without ORDER BY; empty for all that the account can see.',
    z.string().default(''),
  ),
  JIRA_SITES_FILE: setting(
    'A JSON file that names further Jira sites to read, beside the one of these settings: see docs/sites.md.',
    z.string().min(1).optional(),
  ),
  JIRA_CONCURRENCY: setting(
    'How many requests to Jira may be under way at once, at most: see docs/jira.md.',
    wholeNumber(4, 1, 32),
  ),
  JIRA_ATTACHMENT_KB: setting(
    'Files at tickets that are text are read up to so many KiB each, and four times as many a ticket; 0 reads none.',
    wholeNumber(1024, 0, 8192),
  ),
  CASEBOOK_JIRA_WEBHOOK_SECRET: webhookSecretSetting(
    'The secret with which Jira signs webhooks; not set: none is taken. See docs/webhooks.md.',
  ),
  CASEBOOK_JIRA_WEBHOOK_SECRET_BEFORE: webhookSecretSetting(
    'The secret before that one, which is taken as well while it is being exchanged.',
  ),
  JIRA_SYNC_SCHEDULE: setting(
    'When a server reads what changed in Jira: the five fields of cron, in UTC, or `never`.',
    cron.default('*/15 * * * *'),
  ),
  JIRA_VERIFY_SCHEDULE: setting(
    'When a server compares all tickets with Jira’s and mends what differs: the five fields of cron, in UTC, or `never`.',
    cron.default('30 3 * * *'),
  ),
  JIRA_ACCESS_SCHEDULE: setting(
    'When a server asks Jira who may see what, beside with every sync: the five fields of cron, in UTC, or `never`.',
    cron.default('*/15 * * * *'),
  ),
  CASEBOOK_EMBEDDER: setting(
    'What makes vectors of texts, for search by meaning: see docs/embedders.md.',
    z.enum(EMBEDDERS).default('static'),
  ),
  CASEBOOK_ADAPT_SCHEDULE: setting(
    'When a server looks whether its tickets have grown by a quarter since the search model learned their language, and has it learn again: the five fields of cron, in UTC, or `never`. See docs/adapt.md.',
    cron.default('10 4 * * 0'),
  ),
  CASEBOOK_EMBEDDING_MODEL: setting(
    'The embedding model; openai takes text-embedding-3-small without it, ollama nomic-embed-text, openai-compatible needs it. With azure-openai: the model behind a deployment of another name.',
    name.optional(),
  ),
  CASEBOOK_EMBEDDING_DIMENSIONS: setting(
    'The length of its vectors: needed for models that Casebook does not know; text-embedding-3-small and -large give shorter ones on request.',
    z
      .string()
      .regex(/^\d+$/, 'expected a whole number')
      .transform(Number)
      .pipe(z.number().min(1).max(16_384))
      .optional(),
  ),
  CASEBOOK_EMBEDDING_CONCURRENCY: setting(
    'How many requests to an embedding service may be under way at once.',
    wholeNumber(4, 1, 32),
  ),
  CASEBOOK_EMBEDDING_BASE_URL: setting(
    'openai-compatible: the address of the server, such as http://127.0.0.1:8080/v1.',
    webAddress.optional(),
  ),
  CASEBOOK_EMBEDDING_API_KEY: secretSetting('openai-compatible: its key, where it wants one.'),
  CASEBOOK_SEND_RESTRICTED_OF_PROJECTS: setting(
    'Projects, by their keys and separated by commas, whose restricted texts may go to an embedder on another machine; * for all. Those of others stay here, and are found by words alone.',
    list((key) => key.toUpperCase()),
  ),
  OPENAI_API_KEY: secretSetting('openai: the key.'),
  OPENAI_BASE_URL: setting('openai: the address.', webAddress.default('https://api.openai.com/v1')),
  AZURE_OPENAI_ENDPOINT: setting(
    'azure-openai: the resource, such as https://your-company.openai.azure.com.',
    webAddress.optional(),
  ),
  AZURE_OPENAI_API_KEY: secretSetting('azure-openai: a key of the resource.'),
  AZURE_OPENAI_DEPLOYMENT: setting('azure-openai: the name of the deployment.', name.optional()),
  AZURE_OPENAI_API_VERSION: setting('azure-openai: the version of the API.', name.default('2024-10-21')),
  OLLAMA_BASE_URL: setting('ollama: the address.', webAddress.default('http://127.0.0.1:11434')),
  CASEBOOK_MODELS_DIR: setting(
    'minilm: the folder of the model, and of what runs it; not set: `models` in the data folder.',
    z.string().min(1).optional(),
  ),
  HF_ENDPOINT: setting(
    'minilm: where the model is fetched from, once, if the folder does not hold it.',
    webAddress.default('https://huggingface.co'),
  ),
} satisfies Record<string, Setting<unknown>>;

export type EmbedderName = (typeof EMBEDDERS)[number];

export type SettingName = keyof typeof settings;

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
  const { username, password } = new URL(address);
  return username === '' && password === '' && !/[?#]/.test(address);
}

/** Every setting there is. `docs/configuration.md` and `casebook config` are made from this table. */
export const settings = {
  CASEBOOK_DATA_DIR: setting(
    'The folder that holds all data of this installation.',
    z.string().min(1).default('.casebook'),
  ),
  CASEBOOK_HOST: setting(
    'The address to listen on. Without accounts only loopback addresses are accepted.',
    z.enum(['127.0.0.1', '::1', 'localhost']).default('127.0.0.1'),
  ),
  CASEBOOK_PORT: setting(
    'The port of the dashboard and the API; 0 takes any free one.',
    wholeNumber(4310, 0, 65_535),
  ),
  CASEBOOK_ALLOWED_HOSTS: setting(
    'Further host names, separated by commas, under which requests are answered (protection from DNS rebinding).',
    z
      .string()
      .default('')
      .transform((names) => names.split(',').flatMap((name) => name.trim().toLowerCase() || [])),
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
  CASEBOOK_JOBS: setting(
    'What keeps the jobs: the database itself, or pg-boss (on PostgreSQL only).',
    z.enum(['database', 'pg-boss']).default('database'),
  ),
  JIRA_BASE_URL: setting(
    'The address of the Jira site, such as https://your-company.atlassian.net.',
    z
      .url({ protocol: /^https?$/, error: 'expected an http or https address' })
      // Links to tickets begin with it, and are shown: a password in it would be shown with them.
      .refine(isBareAddress, 'expected an address without user name, password, query and fragment')
      .transform((address) => address.replace(/\/+$/, ''))
      .optional(),
  ),
  JIRA_EMAIL: setting('The e-mail address of the Jira account that reads.', z.string().min(3).optional()),
  JIRA_API_KEY: { ...setting('An API token of that account.', z.string().min(1).optional()), secret: true },
  JIRA_JQL: setting(
    'Which tickets to sync, as JQL without ORDER BY; empty for all that the account can see.',
    z.string().default(''),
  ),
  JIRA_CONCURRENCY: setting('How many requests to Jira may be under way at once.', wholeNumber(4, 1, 32)),
} satisfies Record<string, Setting<unknown>>;

export type SettingName = keyof typeof settings;

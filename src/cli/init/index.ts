import { type Command, Option } from 'commander';
import type { SyncEnd } from '../../client/index.ts';
import { CasebookError } from '../../domain/index.ts';
import { changeKeptSettings, type LoadedConfig, type SettingChanges } from '../../platform/config/index.ts';
import { installationKind } from '../../platform/data-folder/index.ts';
import { attempt, configFrom, connectAs, newCommand } from '../command.ts';
import type { Host } from '../host.ts';
import { repeated } from '../option-values.ts';
import { printJson, say } from '../output.ts';
import { syncAndFollow } from '../progress.ts';
import { answerOf, sayNext, sayWritten, type Written } from './answer.ts';
import { agrees, ask } from './ask.ts';
import type { InitOptions } from './options.ts';
import { lookAhead, sayOutlook } from './outlook.ts';
import { chooseScope, type Scope } from './scope.ts';
import { type SignedIn, saySignedIn, signIn } from './sign-in.ts';

export function initCommand(host: Host): Command {
  return newCommand(
    'init',
    'Connect Casebook with your Jira: try address and token, choose projects, and write the settings.',
    'init --site https://your-company.atlassian.net --email you@your-company.com',
  )
    .option('--site <address>', 'the address of the site, such as https://your-company.atlassian.net')
    .option('--email <address>', 'the e-mail address of the account that reads')
    .option('--token-stdin', 'read the API token from standard input')
    .option('--project <key>', 'read only this project; may be repeated; all for all', repeated())
    .addOption(new Option('--jql <query>', 'read only what this JQL finds').conflicts('project'))
    .option('--no-sample', 'read no tickets to find out how long the first sync takes')
    .option('--yes', 'ask nothing: what is not given stays as it is set')
    .option('--sync', 'read the tickets at once')
    .action((options: InitOptions) => attempt(options, () => init(host, options)));
}

async function init(host: Host, options: InitOptions): Promise<void> {
  const person = process.stdin.isTTY && !options.json && !options.yes;
  const loaded = await ofOwnFolder(options, person);
  const { config } = loaded;
  if (person) say('Enter keeps what stands in brackets; Ctrl-C leaves everything as it is.');
  const signedIn = await signIn(host, config, options, person);
  try {
    if (!options.json) saySignedIn(signedIn);
    const scope = await chooseScope(signedIn.jira, config.JIRA_JQL, options, person);
    const outlook = await lookAhead(host, config, signedIn, scope, options);
    if (!options.json) sayOutlook(scope, outlook);
    const written = write(loaded, signedIn, scope);
    if (!options.json) sayWritten(written);
    const isWanted = person && scope.tickets > 0 && written.overruled.length === 0;
    const begins = options.sync || (isWanted && (await agrees('Read the tickets now?')));
    const synced = begins ? await begin(host, written.loaded, options) : null;
    if (options.json) printJson(answerOf(written, signedIn, scope, outlook, synced));
    else sayNext(written.loaded, synced);
  } finally {
    await signedIn.jira.close();
  }
}

/** The settings of a folder that may hold real data; a person may name another where this one holds the demo. */
async function ofOwnFolder(options: InitOptions, person: boolean): Promise<LoadedConfig> {
  for (let dataDir = options.dataDir; ; ) {
    const loaded = configFrom({ ...options, ...(dataDir === undefined ? {} : { dataDir }) });
    const folder = loaded.config.CASEBOOK_DATA_DIR;
    if (installationKind(folder) !== 'demo') return loaded;
    if (!person) throw new CasebookError('data-folder-kind', `${folder} holds the demo company.`);
    dataDir = await ask(`${folder} holds the demo company. Folder for your own data`, 'casebook-data');
  }
}

/** Writes what is other than what is set already, from wherever that comes. */
function write(before: LoadedConfig, { greeting, email, apiToken }: SignedIn, { jql }: Scope): Written {
  const wanted = {
    JIRA_BASE_URL: greeting.baseUrl,
    JIRA_EMAIL: email,
    JIRA_API_KEY: apiToken,
    JIRA_JQL: jql,
  } as const;
  const names = Object.keys(wanted) as (keyof typeof wanted)[];
  const changed = names.filter((name) => wanted[name] !== (before.config[name] ?? ''));
  const changes: SettingChanges = Object.fromEntries(changed.map((name) => [name, wanted[name] || null]));
  const folder = before.config.CASEBOOK_DATA_DIR;
  changeKeptSettings(folder, changes);
  const loaded = configFrom(before.origins.CASEBOOK_DATA_DIR === 'option' ? { dataDir: folder } : {});
  // What counts more than the file says something else.
  const overruled = names.filter((name) => wanted[name] !== (loaded.config[name] ?? ''));
  return { loaded, changed, overruled };
}

async function begin(host: Host, loaded: LoadedConfig, options: InitOptions): Promise<SyncEnd> {
  const api = await connectAs(host, loaded, { ...options, beginsWork: true });
  try {
    return await syncAndFollow(api);
  } finally {
    await api.close();
  }
}

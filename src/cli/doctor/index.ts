import { resolve } from 'node:path';
import type { Command } from 'commander';
import { doctorAnswer, statusAnswer, type Wire } from '../../api/index.ts';
import { CasebookError, type SiteName } from '../../domain/index.ts';
import { type Config, type LoadedConfig, readSites } from '../../platform/config/index.ts';
import {
  type AnnouncedServer,
  announcedServer,
  installationKind,
  mayBeDataFolder,
} from '../../platform/data-folder/index.ts';
import {
  type Check,
  diskCheck,
  examineAll,
  finding,
  jiraCheck,
  providerCheck,
  type Seen,
  settingsCheck,
} from '../../setup/index.ts';
import { bytes } from '../amounts.ts';
import { attempt, type CommonOptions, configFrom, connectAs, newCommand } from '../command.ts';
import type { Host } from '../host.ts';
import { EXIT, print, printJson } from '../output.ts';
import { printSections } from './sections.ts';

type Sections = Wire<typeof doctorAnswer>['sections'];

export function doctorCommand(host: Host): Command {
  return newCommand(
    'doctor',
    'Say what is not as it should be, what that does, and what to do. Exits with 1 where anything is.',
    'doctor',
  ).action((options: CommonOptions) =>
    attempt(options, async () => {
      const sections = await examined(host, options);
      const healthy = sections.every(({ findings }) => findings.length === 0);
      if (!healthy) process.exitCode = EXIT.failed;
      if (options.json) return printJson({ healthy, sections });
      printSections(sections);
      if (healthy) print('Everything is as it should be.');
    }),
  );
}

/** Also where nothing can be opened: that is what one wants to know then. */
async function examined(host: Host, options: CommonOptions): Promise<Sections> {
  const versions = versionsCheck(host);
  let loaded: LoadedConfig;
  try {
    loaded = configFrom(options);
  } catch (error) {
    const settings = { name: 'settings', look: () => Promise.reject(error) };
    return (await examineAll([versions, settings])).map(wire);
  }
  const here = [versions, settingsCheck(loaded), diskCheck(loaded.config.CASEBOOK_DATA_DIR, bytes)];
  const [own, opened] = await Promise.all([
    examineAll([...here, ...beyondChecks(host, loaded)]),
    openedSections(host, loaded, options),
  ]);
  return [...own.map(wire), ...opened];
}

const wire = ({
  findings,
  notes,
  ...section
}: Awaited<ReturnType<typeof examineAll>>[number]): Sections[number] => ({
  ...section,
  findings: [...findings],
  notes: [...notes],
});

function versionsCheck({ version }: Host): Check {
  const { node, sqlite } = process.versions;
  return {
    name: 'versions',
    look: async () => ({
      summary: `Casebook ${version}, Node ${node}, SQLite ${sqlite}, ${process.platform}.`,
    }),
  };
}

/** What is reached over the network, as the settings of this call name it. */
function beyondChecks(host: Host, { config }: LoadedConfig): readonly Check[] {
  const { JIRA_BASE_URL, JIRA_EMAIL, JIRA_API_KEY, JIRA_SITES_FILE, JIRA_CONCURRENCY, CASEBOOK_OIDC_ISSUER } =
    config;
  // The demo's Jira runs with the demo alone.
  if (installationKind(config.CASEBOOK_DATA_DIR) === 'demo') return [];
  const site = (baseUrl: string, email: string, apiToken: string, name: SiteName = null) =>
    jiraCheck(
      baseUrl,
      email,
      () => host.openJiraBefore({ baseUrl, email, apiToken }, JIRA_CONCURRENCY),
      name,
    );
  const first =
    JIRA_BASE_URL && JIRA_EMAIL && JIRA_API_KEY
      ? site(JIRA_BASE_URL, JIRA_EMAIL, JIRA_API_KEY)
      : { name: 'Jira', look: () => noJira(config) };
  const further = JIRA_SITES_FILE === undefined ? [] : readSites(JIRA_SITES_FILE, JIRA_BASE_URL);
  return [
    first,
    ...further.map(({ name, baseUrl, email, apiKey }) => site(baseUrl, email, apiKey, name)),
    ...(CASEBOOK_OIDC_ISSUER === undefined ? [] : [providerCheck(CASEBOOK_OIDC_ISSUER)]),
  ];
}

/** Who imports files alone needs none; who set a part of one is told of the rest. */
async function noJira(config: Config): Promise<Seen> {
  const names = ['JIRA_BASE_URL', 'JIRA_EMAIL', 'JIRA_API_KEY'] as const;
  const missing = names.filter((name) => !config[name]);
  if (missing.length === names.length)
    return { summary: 'None is set: tickets come from files alone, until `casebook init` connects one.' };
  throw new CasebookError('jira-not-configured', `Not set: ${missing.join(', ')}.`);
}

/** What the server says that holds the folder, or the application that is opened for this. */
async function openedSections(host: Host, loaded: LoadedConfig, options: CommonOptions): Promise<Sections> {
  const folder = loaded.config.CASEBOOK_DATA_DIR;
  const server = announcedServer(folder);
  let sections: Sections = [];
  const open: Check = {
    name: 'data',
    async look() {
      if (!mayBeDataFolder(folder)) throw new CasebookError('data-folder-missing', resolve(folder));
      const api = await connectAs(host, loaded, options);
      try {
        ({ sections } = doctorAnswer.parse(await api.get('/api/doctor')));
        const { version } = statusAnswer.parse(await api.get('/api/status'));
        const older = finding(
          'the server that runs',
          `It is Casebook ${version}, and this is ${host.version}.`,
          'Stop it and start it again.',
        );
        return {
          summary: holderOf(server),
          findings: version === host.version ? [] : [older],
        };
      } finally {
        await api.close();
      }
    },
  };
  const own = await examineAll([open]);
  return [...own.map(wire), ...sections];
}

function holderOf(server: AnnouncedServer | null): string {
  if (!server) return 'No server holds them.';
  return server.command
    ? `No server holds them; \`${server.command}\` works on them now, and answers other commands meanwhile.`
    : `A server holds them, on ${server.url}.`;
}

import { setTimeout as pause } from 'node:timers/promises';
import { CasebookError } from '../domain/index.ts';
import type { Config, LoadedConfig } from '../platform/config/index.ts';
import { type AnnouncedServer, announcedServer, installationKind } from '../platform/data-folder/index.ts';
import type { ApplicationHost, OpenApplication } from './application.ts';
import { borrowed } from './borrowed.ts';
import { type Connection, inProcess, remote } from './connection.ts';

/** How a command uses the data folder, beside other commands. */
export interface Use {
  /** What it is called, such as `casebook sync`: as that it answers others while it works here by itself. */
  readonly command: string;
  /** What it begins goes on after its request, and would end with whoever answered it: it is asked of a server alone. */
  readonly beginsWork: boolean;
  /** Called when its own work is over, and a request of somebody else is not. */
  readonly onHeldUp: () => void;
}

/** Another short command holds the folder for about a second; after this time it is no short command. */
const FOLDER_PATIENCE_MS = 5000;
/** A server on this machine says who it is within milliseconds, unless it is stopped or not ours. */
const GREETING_MS = 2000;
/** Whoever is done sooner is waited for. */
const MOMENT_MS = 500;
/** What others ask is over within that, as a rule. */
const HELD_UP_MS = 1000;

/**
 * Talks to the server that holds the data folder where there is one, and opens the data itself where there is none.
 * Short uses that open it at the same time wait for each other. Of commands, one that works for longer answers the others
 * until its own work is done; then they open the data themselves.
 *
 * @param use how a command uses it; without, the folder is kept alone, and no command is asked.
 * @throws CasebookError `data-folder-busy` where another process holds the folder for long and does not answer.
 */
export async function connect(
  host: ApplicationHost,
  loaded: LoadedConfig,
  use: Use | null = null,
): Promise<Connection> {
  const { config, origins } = loaded;
  // What goes wrong is said as a message; the log would say it again, in JSON.
  const quiet: Config =
    origins.CASEBOOK_LOG_LEVEL === 'default' ? { ...config, CASEBOOK_LOG_LEVEL: 'silent' } : config;
  const folder = config.CASEBOOK_DATA_DIR;
  const deadline = Date.now() + FOLDER_PATIENCE_MS;
  for (;;) {
    const running = await runningServer(folder, use);
    if (running)
      return running.command === undefined
        ? remote(running.url, running.secret)
        : borrowed(remote(running.url, running.secret), {
            isThere: () => greets(running),
            reopen: () => connect(host, loaded, use),
          });
    try {
      const application = await host.open(quiet, installationKind(folder) ?? 'real');
      return use ? answering(application, use) : inProcess(application);
    } catch (error) {
      const busy = error instanceof CasebookError && error.code === 'data-folder-busy';
      if (!busy || Date.now() > deadline) throw error;
    }
    await pause(50);
  }
}

/** Who holds the folder and answers there, where it may be asked. */
async function runningServer(folder: string, use: Use | null): Promise<AnnouncedServer | null> {
  const announced = announcedServer(folder);
  if (!announced) return null;
  const mayAsk = announced.command === undefined || use?.beginsWork === false;
  return mayAsk && (await greets(announced)) ? announced : null;
}

/** The API of an application in this process, which answers others after a moment; closed when nobody waits for it. */
function answering(application: OpenApplication, { command, onHeldUp }: Use): Connection {
  let meanwhile: ReturnType<OpenApplication['answerMeanwhile']> | null = null;
  const moment = setTimeout(() => {
    meanwhile = application.answerMeanwhile(command);
    // Its own work needs no port: where there is none, others are refused as before.
    meanwhile.catch(() => {});
  }, MOMENT_MS);
  return {
    ...inProcess(application),
    async close() {
      clearTimeout(moment);
      const answers = await meanwhile?.catch(() => null);
      if (answers) {
        const heldUp = setTimeout(onHeldUp, HELD_UP_MS);
        await answers.quiet();
        clearTimeout(heldUp);
      }
      await application.close();
    },
  };
}

/**
 * Whether the announced process is the one that answers at its address. Asked before the secret is sent, and without
 * the outbound client: that one is patient with a silent host, and waits for it even to close.
 */
async function greets({ url, instance }: AnnouncedServer): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/healthz`, {
      redirect: 'error',
      signal: AbortSignal.timeout(GREETING_MS),
    });
    const greeting = (await answer.json()) as { instance?: unknown } | null;
    return answer.status === 200 && greeting?.instance === instance;
  } catch {
    return false;
  }
}

import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { CasebookError } from '../domain/index.ts';
import {
  compactLake,
  createDeadLetters,
  createErasure,
  createImport,
  createIntake,
  createLedgerChecks,
  createSync,
  dispositions,
  type Erasure,
  type JiraAccount,
  lakeOverview,
  lakePosition,
  markInterruptedRuns,
  openFileLake,
  rememberCut,
  rememberedCut,
  replayLake,
  storedRecord,
} from '../ingest/index.ts';
import {
  adaptedEmbedder,
  applySentProjects,
  askedTicket,
  createAdaptations,
  createDuplicates,
  createIndexer,
  createRebuilds,
  exportableTickets,
  filterChoices,
  indexing,
  insights,
  namesInTickets,
  openEmbedders,
  openGenerations,
  readTicket,
  retrySetAside,
  SHIPPED_MODEL,
  search,
  withheldFrom,
} from '../knowledge/index.ts';
import { fineTuningLines } from '../learning/index.ts';
import { createPeople } from '../people/index.ts';
import { type Config, describeConfig, type LoadedConfig } from '../platform/config/index.ts';
import { type InstallationKind, openDataFolder } from '../platform/data-folder/index.ts';
import { databaseLocation, openDatabase, tieInstallation } from '../platform/database/index.ts';
import { addressList } from '../platform/http/index.ts';
import { openJobQueue } from '../platform/jobs/index.ts';
import { createLog, createMetrics, type Logger } from '../platform/telemetry/index.ts';
import {
  createServer,
  listenMeanwhile,
  listenOn,
  type Meanwhile,
  refuseOpenDoor,
  type Services,
} from '../server/index.ts';
import { checksOf } from './checks.ts';
import { configuredProvider } from './configured.ts';
import { createDeadJobs } from './dead-jobs.ts';
import { openJira } from './jira.ts';
import { sayOnce } from './say-once.ts';
import { startSchedules } from './schedules.ts';
import { openSearchEngine } from './search-engine.ts';
import { createUnderway } from './underway.ts';
import { version } from './version.ts';

/** A wired Casebook that holds its data folder until it is closed. */
export interface Application {
  readonly server: FastifyInstance;
  /** Proves to the server that a caller may read the data folder. */
  readonly secret: string;
  /** Listens, announces the address in the data folder, and returns it. */
  listen(): Promise<string>;
  /**
   * Answers other processes of this machine that may read the data folder, or have an API key, until it is closed: on a free
   * port and in the name of the command that works here.
   * What only a server does by itself, such as reading Jira from time to time, is not begun.
   */
  answerMeanwhile(command: string): Promise<Meanwhile>;
  /** Ends work in hand, stops answering and lets go of the data folder. */
  close(): Promise<void>;
}

const webRoot = fileURLToPath(new URL('../../web/dist', import.meta.url));

/**
 * Opens the data folder and wires everything that works on it: the one place that knows which adapter serves which
 * port. A demo installation reads from `demoJira`, where that runs, and never from the Jira of the settings; `origins` says
 * where those came from.
 *
 * @throws CasebookError where the folder, the database, the lake or the embedder cannot be opened; nothing stays open.
 */
export async function openApplication(
  config: Config,
  kind: InstallationKind,
  demoJira: (JiraAccount & { readonly until: string }) | null = null,
  origins: LoadedConfig['origins'] | null = null,
): Promise<Application> {
  await using cleanup = new AsyncDisposableStack();
  const folder = cleanup.use(openDataFolder(config.CASEBOOK_DATA_DIR, kind));
  const log = createLog(config.CASEBOOK_LOG_LEVEL);
  const metrics = createMetrics();
  const embedders = openEmbedders({
    settings: config,
    modelsFolder: config.CASEBOOK_MODELS_DIR ?? folder.models,
    adaptedFolder: folder.models,
    onCut: sayOnce(log, metrics),
  });
  cleanup.defer(() => embedders.close());

  const location = databaseLocation(config, kind, folder.database);
  const database = await openDatabase(location, { soleWriter: true });
  cleanup.defer(() => database.destroy());
  await tieInstallation(database, folder.id);
  await markInterruptedRuns(database);
  const lake = await openFileLake(folder.lake, {
    acknowledged: await lakePosition(database),
    async reportCut(cut) {
      // Where nobody can tell whether it was acknowledged, nothing is promised.
      const then = cut.unacknowledged ? '; it is fetched again' : '';
      log.warn(cut, `cut from the lake what did not verify at its end${then}`);
      await rememberCut(database, cut);
    },
  });
  cleanup.defer(() => lake.close());
  const intake = createIntake(database, lake);
  const recovered = await intake.recover();
  if (recovered > 0) log.warn({ records: recovered }, 'applied what an earlier process left in the lake');

  const store = kind === 'demo' ? 'database' : config.CASEBOOK_JOBS;
  const jobs = await openJobQueue({ database, location, store, log });
  cleanup.defer(() => jobs.stop());
  metrics.watchJobs(() => jobs.counts());

  const sentProjects = config.CASEBOOK_SEND_RESTRICTED_OF_PROJECTS;
  await applySentProjects(database, sentProjects);
  const isStatic = config.CASEBOOK_EMBEDDER === 'static';
  const engine = await openSearchEngine({ config, kind, database, snapshots: folder.snapshots, log });
  cleanup.defer(() => engine.close());
  const generations = await openGenerations({
    database,
    embedder: (isStatic && (await adaptedEmbedder(database, embedders, log))) || embedders.chosen,
    findEmbedder: embedders.find,
    sentProjects,
    openIndex: engine.openIndex,
    removeFiles: engine.removeRest,
  });
  await engine.keepOf(generations.active().generation);
  cleanup.defer(() => generations.active().index.close());
  await retrySetAside(database);
  const indexer = createIndexer({ database, generations, log });
  cleanup.defer(() => indexer.stop());
  const replay: Parameters<typeof createRebuilds>[0]['replay'] = (options) =>
    replayLake({ database, intake, lake, scratch: folder.scratch, ...options });
  const rebuilds = createRebuilds({ database, generations, log, replay, onWork: indexer.wake });
  const adaptations = createAdaptations({
    database,
    generations,
    rebuilds,
    log,
    shipped: isStatic ? { embedder: embedders.chosen, file: SHIPPED_MODEL } : null,
    findEmbedder: embedders.find,
    isErasureLeft: () => erasure.isLeft(),
    folder: folder.models,
  });
  await adaptations.clear();
  const sync = createSync({ database, intake, log, onApplied: indexer.wake });
  const erasure = createErasure({
    database,
    lake,
    lakeFolder: folder.lake,
    intake,
    index: { inTurn: generations.alone, remove: generations.remove },
    onChanged: indexer.wake,
  });
  await finishErasure(erasure, log);
  const claim = async () => {
    folder.claim({ until: demoJira?.until });
    await tieInstallation(database, folder.id);
  };
  const imports = createImport({ database, sync, onBegin: claim });
  const deadLetters = createDeadLetters({ database, intake, onApplied: indexer.wake });

  const jira = await openJira({
    ...{ config, kind, demoJira, database, intake, jobs, log, claim },
    alone: (work) => intake.inTurn(() => generations.alone(work)),
    onApplied: indexer.wake,
  });
  const { access } = jira;
  metrics.watchJira(...jira.connections());
  await access.resume();
  cleanup.defer(async () => {
    const stopped = Promise.all([sync.stop(), jira.stop()]);
    await jira.close();
    await stopped;
  });
  // Before the sync, which waits while the lake is replayed.
  cleanup.defer(async () => {
    // An adaptation may wait for a rebuild.
    const stopped = adaptations.stop();
    await rebuilds.stop();
    await stopped;
  });

  const people = createPeople({ database, onLinked: jira.asked.learn, oidc: configuredProvider(config) });
  const checks = createLedgerChecks(database, sync);

  async function progress() {
    const { embedded, trouble } = indexer;
    return {
      ...{ run: await sync.latest(), webhooks: await jira.webhooks.state() },
      ...{ embedded, indexing: await indexing(database), trouble },
    };
  }

  const underway = createUnderway({ sync, rebuilds, adaptations, jobs });
  const duplicates = createDuplicates({ database, active: generations.active });

  async function readChanges(): Promise<void> {
    try {
      await sync.start(await jira.sources());
    } catch (error) {
      // Somebody reads them already, or compares all there are.
      if (!(error instanceof CasebookError) || error.code !== 'sync-running')
        log.warn({ err: error }, 'could not begin to read what changed in Jira');
    }
    await sync.settled();
  }

  async function learnAnew(): Promise<void> {
    await adaptations.followGrowth();
    // Of the model before, which is perhaps long ago: what was begun then may have failed.
    if (await duplicates.isOutdated()) await duplicates.calibrate({ asker: { kind: 'operator' } });
  }

  /** It would wait until the whole lake is replayed, and its caller with it. An index that is being made takes turns. */
  function refuseWhileReplaying(why: string): void {
    const rebuild = rebuilds.latest();
    if (rebuild?.state === 'running' && rebuild.step === 'lake')
      throw new CasebookError('rebuild-running', why);
  }

  const services: Services = {
    search: async (request) =>
      search({ database, ...generations.active(), weights: await duplicates.weights() }, request),
    ...duplicates,
    askedTicket: (asker, text) => askedTicket(database, asker, text),
    readTicket: (asker, key) => readTicket(database, asker, key),
    async readRecord(asker, key) {
      refuseWhileReplaying('A record can be read once the lake is replayed.');
      const ticket = await readTicket(database, asker, key);
      return ticket && intake.inTurn(() => storedRecord(database, lake, ticket.id));
    },
    filterChoices: (asker) => filterChoices(database, asker),
    insights: (request) => insights(database, request),
    progress,
    async status() {
      const { embedder } = generations;
      return {
        ...(await progress()),
        version,
        kind,
        ...(await jira.status()),
        lakeCut: await rememberedCut(database),
        records: await dispositions(database, await intake.pending()),
        embedder: { id: embedder.id, dimensions: embedder.dimensions, remote: embedder.remote },
        withheld: await withheldFrom(database, embedder, sentProjects),
        index: {
          ...generations.active().index.size(),
          engine: engine.name,
          meaning: generations.active().embedder !== null,
        },
        rebuild: rebuilds.latest(),
      };
    },
    rebuild: async () => ({ rebuild: rebuilds.latest(), generations: await generations.list() }),
    startRebuild: rebuilds.start,
    forgetPreviousIndex: rebuilds.forget,
    adaptation: adaptations.status,
    startAdaptation: adaptations.start,
    startSync: async (wanted) => sync.start(await jira.sources(wanted)),
    previewSync: jira.preview,
    startVerify: async ({ sites, ...options }) => checks.start(await jira.readable({ sites }), options),
    ledger: jira.ledger,
    async *fineTuningSet({ asker, format, projects }) {
      const tickets = exportableTickets(database, asker, projects);
      return yield* fineTuningLines(tickets, await namesInTickets(database), format);
    },
    async importFile(input, options) {
      if (kind === 'demo')
        throw new CasebookError(
          'data-folder-kind',
          `${config.CASEBOOK_DATA_DIR} holds the demo company; import into a folder of its own.`,
        );
      return imports.take(input, options);
    },
    ...underway,
    deadJobs: createDeadJobs(jobs),
    settings: () => describeConfig({ config, origins }),
    lakeOverview: () => intake.inTurn(() => lakeOverview(database, lake)),
    async compactLake(fetchedBefore) {
      const compacted = await compactLake({ database, lake, intake }, fetchedBefore);
      // A snapshot may know words of the states that went.
      await generations.alone(() => generations.remove([]));
      return compacted;
    },
    planErasure: erasure.plan,
    async erase(request) {
      refuseWhileReplaying('An erasure waits until the lake is replayed.');
      return adaptations.whileErasing(async () => {
        if (request.kind === 'person') {
          // Who is not found keeps everything.
          await erasure.plan(request);
          // First: once the records are erased, nobody would ask again for what a crash left here.
          await access.forget(request.accountId);
        }
        return erasure.erase(request);
      });
    },
    deadLetters,
    webhooks: jira.webhooksOf,
    people,
    access,
    checks: checksOf({
      location,
      progress,
      sites: jira,
      records: async () => dispositions(database, await intake.pending()),
      embedder: () => generations.embedder,
      hasMeaning: () => generations.active().embedder !== null,
      engine,
    }),
    siteOf: jira.siteOf,
  };

  // Who begins a command did not ask for a server that lets in whoever is at this machine.
  let isOpen = true;
  const server = await createServer({
    services,
    metrics,
    log,
    version,
    webRoot,
    secret: folder.secret,
    isOpen: () => isOpen,
    instance: folder.instance,
    allowedHosts: config.CASEBOOK_ALLOWED_HOSTS,
    publicOrigin: config.CASEBOOK_PUBLIC_URL ? new URL(config.CASEBOOK_PUBLIC_URL).origin : null,
    trusts: addressList(config.CASEBOOK_TRUSTED_PROXIES),
    requestsPerMinute: config.CASEBOOK_RATE_LIMIT,
  });
  cleanup.defer(() => server.close());
  indexer.wake();
  await jira.resume();
  jobs.start();
  await rebuilds.resume();

  const resources = cleanup.move();
  return {
    server,
    secret: folder.secret,
    async listen() {
      await refuseOpenDoor(config, people, log);
      const url = await listenOn(server, config.CASEBOOK_HOST, config.CASEBOOK_PORT);
      folder.announceServer(url);
      // Short commands are over before a comparison is.
      if (kind === 'real')
        await startSchedules(jobs, config, {
          sync: jira.isConfigured ? readChanges : null,
          verify: jira.isConfigured ? async () => checks.complete((await jira.readable()).sites) : null,
          adapt: isStatic ? learnAnew : null,
          access: jira.isConfigured ? jira.asked.refresh : null,
        });
      return url;
    },
    async answerMeanwhile(command) {
      isOpen = false;
      const meanwhile = await listenMeanwhile(server);
      folder.announceServer(meanwhile.url, command);
      return meanwhile;
    },
    close: () => resources.disposeAsync(),
  };
}

/** One that an earlier process left in hand. Where even this one cannot finish it, everything else works all the same. */
async function finishErasure(erasure: Erasure, log: Logger): Promise<void> {
  try {
    if (await erasure.finish()) log.warn('finished an erasure that an earlier process had left in hand');
  } catch (err) {
    log.error({ err }, 'an erasure that an earlier process left in hand could not be finished');
  }
}

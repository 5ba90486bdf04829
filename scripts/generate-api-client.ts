import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import openapiTypescript, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { createLog, createMetrics } from '../src/platform/telemetry/index.ts';
import { createServer, type Services } from '../src/server/index.ts';

/**
 * Writes the types of the dashboard's API client from the OpenAPI document of the real server, so that the two cannot
 * drift apart. `--check` writes nothing and exits 1 when the committed file is not what the server says.
 */
const target = new URL('../web/src/api/schema.d.ts', import.meta.url);
const head = '/** Made from the server by `npm run api`; do not edit. */\n\n';

async function schemaOfTheServer(): Promise<string> {
  const never = () => Promise.reject(new Error('The description of the API needs no service.'));
  const services: Services = {
    search: never,
    similarTickets: never,
    triage: never,
    calibrate: never,
    resetCalibration: never,
    readTicket: never,
    filterChoices: never,
    insights: never,
    status: never,
    progress: never,
    startSync: never,
    previewSync: never,
    startVerify: never,
    ledger: never,
    fineTuningSet() {
      throw new Error('The description of the API needs no service.');
    },
    rebuild: never,
    startRebuild: never,
    forgetPreviousIndex: never,
    adaptation: never,
    startAdaptation: never,
    importFile: never,
    settings: () => [],
    jobs: never,
    cancel: never,
    lakeOverview: never,
    compactLake: never,
    planErasure: never,
    erase: never,
    webhooks: () => ({ admit: () => {}, receive: never }),
    deadLetters: { list: never, read: never, redrive: never, discard: never },
    people: {
      users: { exist: never, list: never, add: never, change: never, remove: never },
      sessions: { find: never, close: never },
      keys: { create: never, find: never, list: never, revoke: never },
      audit: { record: never, ended: never, list: never },
      oidc: null,
      login: never,
      isKnown: never,
      renew: never,
      unlock: never,
    },
    checks: [],
    access: {
      heldBy: () => new Map(),
      forget: never,
      resume: never,
      status: never,
      why: never,
      examine: never,
    },
    siteUrl: () => null,
  };
  const server = await createServer({
    services,
    metrics: createMetrics(),
    log: createLog('silent'),
    version: '0',
    webRoot: fileURLToPath(new URL('../web/dist', import.meta.url)),
    allowedHosts: [],
    requestsPerMinute: 1,
    secret: crypto.randomUUID(),
  });
  const document = server.swagger() as unknown as OpenAPI3;
  const types = await openapiTypescript(document);
  await server.close();
  return head + astToString(types);
}

const [fresh, committed] = await Promise.all([schemaOfTheServer(), readFile(target, 'utf8').catch(() => '')]);
if (!process.argv.includes('--check')) {
  await writeFile(target, fresh);
} else if (fresh !== committed) {
  console.error('web/src/api/schema.d.ts is not what the server says: run `npm run api`.');
  process.exitCode = 1;
}

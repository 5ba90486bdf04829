import { fileURLToPath } from 'node:url';
import type { OpenAPI3 } from 'openapi-typescript';
import { createLog, createMetrics } from '../src/platform/telemetry/index.ts';
import { createServer, type Services } from '../src/server/index.ts';

/** The description that the server gives of itself at `/openapi.json`; no service is needed for it. */
export async function openApiDocument(): Promise<OpenAPI3> {
  const never = () => Promise.reject(new Error('The description of the API needs no service.'));
  const services: Services = {
    search: never,
    similarTickets: never,
    triage: never,
    calibrate: never,
    resetCalibration: never,
    askedTicket: never,
    readTicket: never,
    readRecord: never,
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
    deadJobs: { list: never, retry: never, discard: never },
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
      audit: { record: never, ended: never, list: never, choices: never },
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
    siteOf: () => ({ name: null, url: null }),
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
  await server.close();
  return document;
}

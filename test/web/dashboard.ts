import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import {
  CasebookError,
  type Indexing,
  type RawRecord,
  STATUS_CATEGORIES,
  type Ticket,
} from '../../src/domain/index.ts';
import type { LetterHead, LetterPage } from '../../src/ingest/index.ts';
import type { Proposal, SearchHit, SimilarResult } from '../../src/knowledge/index.ts';
import { readQuery } from '../../src/knowledge/query/read.ts';
import { fieldsOf } from '../../src/knowledge/tickets.ts';
import { createLog, createMetrics } from '../../src/platform/telemetry/index.ts';
import { createServer, type Services } from '../../src/server/index.ts';
import { countValues, standingIn } from '../support/conditions-reference.ts';
import { madeUpRun } from '../support/run.ts';
import { nothingKnown, withoutAccounts } from '../support/stub-services.ts';
import { noWebhooks } from '../support/webhooks.ts';
import { malicious, rich, ticket } from './made-up-tickets.ts';

const indexing: Indexing = { live: 3, indexed: 3, waiting: 0, setAside: 0 };
const run = madeUpRun({
  state: 'succeeded',
  startedAt: Date.now() - 400_000,
  finishedAt: Date.now() - 180_000,
  announced: 3,
  announcedAll: true,
  received: 3,
  applied: 3,
});

const others = Array.from({ length: 4 }, (_, place) =>
  ticket({ key: `CORE-${place + 1}`, summary: `Orders hang while the database is busy, case ${place + 1}` }),
);
const tickets: readonly Ticket[] = [rich, malicious, ...others];

/** A hit whose passage is cut from the ticket by hand: `twice` is marked in it. */
function hitOf({ description: _, environment: __, links: ___, comments: ____, ...head }: Ticket): SearchHit {
  const passage = 'The retry charged the card twice 💳 and <b>twice</b> again.';
  return {
    ticket: head,
    score: 0.9,
    why: {
      key: head.key === 'PAY-7',
      lexical: 0.82,
      semantic: 0.61,
      passageMeaning: 0.64,
      summaryMeaning: 0.58,
      words: ['twice', 'charged'],
    },
    passage: {
      kind: 'comment',
      text: passage,
      highlights: [...passage.matchAll(/twice/g)].map(({ index }) => [index, index + 5] as const),
    },
  };
}

const calibration = { origin: 'shipped', embedder: 'casebook-static', fits: true } as const;

function proposal(probability: number): Proposal {
  return {
    probability,
    similarity: probability,
    evidence: [
      { kind: 'words', speaks: 'for', text: 'Rare words in common', terms: ['acquirer', '<b>twice</b>'] },
      { kind: 'time', speaks: 'against', text: 'Reported 3 years apart', terms: [] },
    ],
  };
}

/** PAY-7 has a confirmed duplicate and three others that may be; nothing is like any other ticket. */
function similarTo(key: string, limit: number): SimilarResult {
  const found = tickets.find((each) => each.key === key);
  if (!found) throw new CasebookError('ticket-not-found', key);
  const [confirmed, ...rest] = key === 'PAY-7' ? others : [];
  return {
    ticket: found,
    indexed: true,
    similar: rest
      .map((ticket, place) => ({ ticket, ...proposal([0.94, 0.31, 0.004][place]!) }))
      .slice(0, limit),
    linked: confirmed ? [{ ticket: confirmed, kind: 'duplicate', relation: 'is duplicated by' }] : [],
    calibration,
  };
}

/** Enough for several pages. */
const crowd = Array.from({ length: 45 }, (_, place) =>
  ticket({ key: `CORE-${place + 101}`, summary: `One of many, number ${place + 1}` }),
);

const head = {
  state: 'waiting' as const,
  place: 'line 3',
  externalId: '10001',
  source: 'jira',
  run: 2,
  attempts: 1,
  refusedFirst: Date.now() - 180_000,
  refusedLast: Date.now() - 180_000,
};
/** Two refused records of one rule, and one that cannot be redriven. */
const letters: readonly LetterHead[] = [
  ...[12, 13].map((id) => ({
    ...head,
    id,
    rule: 'contract:fields.summary',
    reason: 'fields.summary: empty',
    path: 'fields.summary',
    key: `PAY-${id}`,
  })),
  { ...head, id: 14, rule: 'not-json', reason: 'line 9, column 4: expected a key', path: '', key: null },
];
const refusedRecord: RawRecord = {
  source: 'jira',
  kind: 'issue',
  format: 'jira-v3',
  externalId: '10001',
  fetchedAt: 0,
  body: { id: '10001', fields: { project: { key: 'PAY' }, summary: null, labels: ['<b>retry</b>'] } },
};

function listLetters(rule?: string): LetterPage {
  const chosen = letters.filter((each) => !rule || each.rule === rule);
  const rules = [...Map.groupBy(chosen, (each) => each.rule)].map(([name, of]) => ({
    rule: name,
    letters: of.length,
    example: of[0]!.reason,
  }));
  return { total: chosen.length, rules, letters: chosen, next: null };
}

/** Answers like Casebook with six tickets, or 45 where the query says "many"; one that says "nothing" finds none. */
export const services: Services = {
  async search({ query, filter, limit, offset = 0, sort = 'relevance', facets = [], timeZone = 'UTC' }) {
    const read = readQuery(query, { now: Date.now(), timeZone });
    const standing = standingIn(read.filter, filter);
    const of = (wanted: string) => found.filter((each) => standing(fieldsOf(each)) === wanted);
    const found = query.includes('nothing') ? [] : query.includes('many') ? crowd : tickets;
    const list = sort === 'oldest' ? of('in').toReversed() : of('in');
    const counted = facets.map((field) => [field, countValues([...list, ...of(field)].map(fieldsOf), field)]);
    return {
      hits: list.slice(offset, offset + limit).map(hitOf),
      total: list.length,
      sort,
      facets: Object.fromEntries(counted),
      hints: read.hints,
      meaning: true,
    };
  },
  fineTuningSet() {
    throw new Error('The dashboard does not ask for exports.');
  },
  similarTickets: async ({ key, limit }) => similarTo(key, limit),
  triage: async ({ since }) => ({
    since,
    created: 6,
    examined: 6,
    proposals: [{ ticket: rich, original: others[0]!, ...proposal(0.93) }],
    calibration,
  }),
  calibrate: () => Promise.reject(new Error('The dashboard does not calibrate.')),
  resetCalibration: async () => {},
  askedTicket: async (_asker, text) => ({ asked: text.toUpperCase(), key: text.toUpperCase() }),
  readTicket: async (_asker, key) => tickets.find((one) => one.key === key) ?? null,
  readRecord: async (_asker, key) => ({
    ...{ seq: 4, group: 3, digest: '' },
    record: { ...refusedRecord, externalId: '10001', body: { key, fields: { summary: '<b>twice</b>' } } },
  }),
  filterChoices: async () => ({
    projects: [
      { key: 'CORE', name: 'Core Platform', tickets: 4 },
      { key: 'PAY', name: 'Payments', tickets: 2 },
    ],
    types: [
      { name: 'Bug', tickets: 5 },
      { name: 'Task', tickets: 1 },
    ],
    statusCategories: STATUS_CATEGORIES.map((name) => ({ name, tickets: 2 })),
  }),
  insights: async ({ projects, per }) => ({
    tickets: projects ? 60 : 240,
    periods: Array.from({ length: per === 'week' ? 60 : 14 }, (_, place) => ({
      from: per === 'week' ? Date.UTC(2025, 0, 6 + 7 * place) : Date.UTC(2025, place),
      created: 10 + (place % 4),
      resolved: 8 + (place % 5),
    })),
    resolution: {
      tickets: 200,
      medianMs: 2.4 * 86_400_000,
      p90Ms: 16 * 86_400_000,
      spread: [
        { upToMs: 86_400_000, tickets: 120 },
        { upToMs: null, tickets: 80 },
      ],
    },
    open: {
      tickets: 40,
      ages: [
        { upToMs: 7 * 86_400_000, tickets: 30 },
        { upToMs: null, tickets: 10 },
      ],
    },
  }),
  webhooks: () => ({
    admit: () => {},
    receive: () => Promise.reject(new Error('Nobody sends webhooks here.')),
  }),
  status: async () => ({
    run,
    webhooks: noWebhooks,
    embedded: 30,
    indexing,
    trouble: null,
    version: '0.0.0',
    kind: 'demo',
    siteUrl: 'https://jira.example',
    noSync: null,
    failing: [],
    records: { received: 3, applied: 3, duplicate: 0, pending: 0, deadLettered: 0, discarded: 0, erased: 0 },
    lakeCut: null,
    embedder: { id: 'casebook-static', dimensions: 256, remote: false },
    withheld: { tickets: 0, comments: 0 },
    index: { tickets: 6, chunks: 30, engine: 'embedded', meaning: true },
    ledger: null,
    sites: [],
    jira: null,
    rebuild: null,
  }),
  progress: async () => ({ run, webhooks: noWebhooks, embedded: 30, indexing, trouble: null }),
  startSync: async () => run,
  previewSync: async () => [],
  startVerify: async () => run,
  ledger: async () => ({ check: null, days: [] }),
  rebuild: async () => ({ rebuild: null, generations: [] }),
  startRebuild: () => Promise.reject(new Error('nothing is rebuilt here')),
  forgetPreviousIndex: async () => {},
  adaptation: async () => ({ adaptation: null, model: 'm', shipped: 'm', last: null }),
  startAdaptation: () => Promise.reject(new Error('The dashboard adapts nothing.')),
  importFile: () => Promise.reject(new Error('The dashboard imports nothing.')),
  settings: () => [
    { name: 'JIRA_BASE_URL', value: 'https://jira.example', origin: 'environment', description: 'The site.' },
    { name: 'JIRA_API_KEY', value: '(set)', origin: '.env', description: 'A token.' },
    { name: 'CASEBOOK_PORT', value: 4310, origin: 'default', description: 'The port.' },
    { name: 'CASEBOOK_PUBLIC_URL', value: null, origin: 'default', description: 'Where browsers find it.' },
  ],
  jobs: async () => ({ work: [], queues: [] }),
  cancel: async () => {},
  deadJobs: { list: async () => [], retry: async () => {}, discard: async () => {} },
  lakeOverview: () => Promise.reject(new Error('The dashboard does not look into the lake.')),
  compactLake: () => Promise.reject(new Error('The dashboard compacts nothing.')),
  planErasure: () => Promise.reject(new Error('The dashboard erases nothing.')),
  erase: () => Promise.reject(new Error('The dashboard erases nothing.')),
  deadLetters: {
    list: async ({ rule }) => listLetters(rule),
    read: async (id) => ({ ...letters.find((each) => each.id === id)!, record: refusedRecord }),
    redrive: () => Promise.reject(new Error('There is none.')),
    discard: async () => 0,
  },
  people: withoutAccounts,
  access: nothingKnown,
  checks: [],
  siteOf: () => ({ name: null, url: 'https://jira.example' }),
};

/** The built dashboard behind the real server, over made-up services. */
export async function serveDashboard(
  changed: Partial<Services> = {},
): Promise<{ address: string; close: () => Promise<void> }> {
  const server = await createServer({
    services: { ...services, ...changed },
    metrics: createMetrics(),
    log: createLog('silent'),
    version: '0.0.0',
    webRoot: fileURLToPath(new URL('../../web/dist', import.meta.url)),
    allowedHosts: [],
    requestsPerMinute: 1_000_000,
    secret: crypto.randomUUID(),
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}`, close: () => server.close() };
}

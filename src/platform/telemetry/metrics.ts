import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What Prometheus may read of this process. Labels have few values; none carries text of tickets or queries. */
export interface Metrics {
  readonly contentType: string;
  render(): Promise<string>;
  observeRequest(method: string, route: string, status: number, seconds: number): void;
  observeSearch(mode: string, seconds: number): void;
  /** Texts that were too long for the embedding model, and lost their end. */
  countCutTexts(texts: number): void;
  /** Requests that say to be webhooks, by what became of them. */
  countWebhook(outcome: string): void;
  setIndexSize(tickets: number, chunks: number): void;
  /** Says whom to ask how many jobs there are, whenever somebody reads. */
  watchJobs(counts: () => Promise<readonly { queue: string; state: string; jobs: number }[]>): void;
  /**
   * Says whom to ask how the connection to Jira is, whenever somebody reads.
   *
   * @param health of the first site, whose figures have no label; null where there is none.
   * @param others by name.
   */
  watchJira(health: (() => JiraConnection) | null, others?: ReadonlyMap<string, () => JiraConnection>): void;
}

interface JiraConnection {
  readonly circuit: { readonly state: string };
  readonly throttle: {
    readonly concurrency: number;
    readonly perSecond: number | null;
    readonly answers: number;
    readonly refusals: number;
  };
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'casebook_' });
  const requests = new Histogram({
    name: 'casebook_http_request_duration_seconds',
    help: 'Time to answer HTTP requests.',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  });
  const searches = new Histogram({
    name: 'casebook_search_duration_seconds',
    help: 'Time to find and prepare the hits of a search.',
    labelNames: ['mode'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
    registers: [registry],
  });
  const errors = new Counter({
    name: 'casebook_http_errors_total',
    help: 'Requests answered with 500 or above.',
    registers: [registry],
  });
  const tickets = new Gauge({
    name: 'casebook_index_tickets',
    help: 'Tickets in the search index.',
    registers: [registry],
  });
  const chunks = new Gauge({
    name: 'casebook_index_chunks',
    help: 'Pieces of text in the search index.',
    registers: [registry],
  });
  const cutTexts = new Counter({
    name: 'casebook_embedding_cut_texts_total',
    help: 'Texts that were too long for the embedding model, and lost their end.',
    registers: [registry],
  });
  const webhooks = new Counter({
    name: 'casebook_webhooks_total',
    help: 'Requests that say to be webhooks, by what became of them.',
    labelNames: ['outcome'],
    registers: [registry],
  });
  return {
    contentType: registry.contentType,
    render: () => registry.metrics(),
    observeRequest(method, route, status, seconds) {
      requests.observe({ method, route, status: String(status) }, seconds);
      if (status >= 500) errors.inc();
    },
    observeSearch: (mode, seconds) => searches.observe({ mode }, seconds),
    countCutTexts: (texts) => cutTexts.inc(texts),
    watchJira(health, others = new Map()) {
      const gauge = (name: string, help: string, value: (connection: JiraConnection) => number) =>
        new Gauge({
          name: `casebook_jira_${name}`,
          help,
          labelNames: ['site'],
          registers: [registry],
          collect() {
            if (health) this.set(value(health()));
            for (const [site, other] of others) this.set({ site }, value(other()));
          },
        });
      gauge('circuit_open', '1 while calls to Jira fail at once after failures in a row.', ({ circuit }) =>
        circuit.state === 'open' ? 1 : 0,
      );
      gauge(
        'concurrency',
        'Requests to Jira that may be under way at once.',
        ({ throttle }) => throttle.concurrency,
      );
      gauge(
        'requests_per_second',
        'How fast requests to Jira may follow; NaN without a limit.',
        ({ throttle }) => throttle.perSecond ?? Number.NaN,
      );
      gauge('answers', 'Answers of Jira since the start.', ({ throttle }) => throttle.answers);
      gauge('refusals', 'Of these, 429 and 503.', ({ throttle }) => throttle.refusals);
    },
    countWebhook: (outcome) => webhooks.inc({ outcome }),
    setIndexSize(ticketCount, chunkCount) {
      tickets.set(ticketCount);
      chunks.set(chunkCount);
    },
    watchJobs(counts) {
      new Gauge({
        name: 'casebook_jobs',
        help: 'Jobs by queue and state; ended ones are forgotten after a week.',
        labelNames: ['queue', 'state'],
        registers: [registry],
        async collect() {
          this.reset();
          for (const { queue, state, jobs } of await counts()) this.set({ queue, state }, jobs);
        },
      });
    },
  };
}

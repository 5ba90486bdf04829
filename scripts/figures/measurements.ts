import type { AnyMeasurement } from './measurement.ts';
import { adapt } from './quality/adapt.ts';
import { clinc150 } from './quality/clinc150.ts';
import { cacm, cacmMiniLm, retrieval, retrievalMiniLm } from './quality/retrieval.ts';
import { similar } from './quality/similar.ts';
import { ingest } from './speed/ingest.ts';
import { page } from './speed/page.ts';
import { search, searchCurve, searchPeers } from './speed/search.ts';
import { sync } from './speed/sync.ts';
import { webhooks } from './speed/webhooks.ts';

/** The measurements that each page of `docs/` stands on, in the order of their aims. */
export const pages: Readonly<Record<string, Readonly<Record<string, AnyMeasurement>>>> = {
  'performance.md': {
    search,
    'search-peers': searchPeers,
    'search-curve': searchCurve,
    page,
    ingest,
    sync,
    webhooks,
  },
  'quality.md': {
    retrieval,
    'retrieval-minilm': retrievalMiniLm,
    similar,
    cacm,
    'cacm-minilm': cacmMiniLm,
    clinc150,
    adapt,
  },
};

export const measurements: Readonly<Record<string, AnyMeasurement>> = Object.assign(
  {},
  ...Object.values(pages),
);

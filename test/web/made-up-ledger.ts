import type { Services } from '../../src/server/index.ts';

type Ledger = Awaited<ReturnType<Services['ledger']>>;

const none = { jira: 0, live: 0, missing: 0, stale: 0, extra: 0, outside: 0, refused: 0, erased: 0 };

/** Two projects over two years: all proved but one day, on which a ticket is missing still. */
export const madeUpLedger: Ledger = {
  check: {
    id: 3,
    scope: 'jira',
    startedAt: Date.now() - 7_230_000,
    finishedAt: Date.now() - 7_200_000,
    dryRun: false,
    found: { missing: 2, stale: 1, extra: 0 },
    total: { ...none, jira: 9, live: 8, missing: 1, refused: 1 },
    named: [
      { kind: 'missing', id: '10007', key: 'PAY-7', left: false },
      { kind: 'missing', id: '10009', key: 'PAY-9', left: true },
      { kind: 'stale', id: '10008', key: 'PAY-8', left: false },
    ],
  },
  days: [
    { ...none, project: 'CORE', day: '2025-12-31', jira: 1, live: 1 },
    { ...none, project: 'CORE', day: '2026-01-01', jira: 2, live: 1, refused: 1 },
    { ...none, project: 'PAY', day: '2026-03-12', jira: 4, live: 4 },
    { ...none, project: 'PAY', day: '2026-03-13', jira: 2, live: 2, missing: 1 },
  ],
};

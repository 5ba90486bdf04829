import type { ProjectKey } from './model.ts';
import type { Scenario } from './scenario.ts';

const epic = (home: ProjectKey, title: string, report: string): Scenario => ({
  id: `epic-${title.toLowerCase().replaceAll(' ', '-')}`,
  home,
  desk: 'SUP',
  component: '',
  deskComponent: '',
  requestType: '',
  service: title,
  kind: 'task',
  labels: ['roadmap'],
  voices: { engineer: { titles: [title], reports: [report] } },
  findings: [
    'Half of the children are done. The rest waits for [a decision on scope|the capacity of two teams].',
    'Moved two tickets out of this; they are worth doing, but not what this is about.',
    'Talked it through in planning: we keep the goal and drop the date.',
  ],
  cause: ['Status: [on track|a little late|waiting for review]. [Next check-in in two weeks.|]'],
  fix: ['Goal reached, remaining items are in the backlog as tickets of their own.'],
});

/** The larger pieces of work that other tickets belong to. */
export const epicScenarios: readonly Scenario[] = [
  epic(
    'PAY',
    'No payment charged twice',
    'Every path that takes money gets an idempotency key from end to end.\n\n- API, workers and the retry job use the same key\n- the ledger refuses a second entry for it\n- support can see the key in the back office\n\nDone when a replayed day of traffic creates no second charge.',
  ),
  epic(
    'CORE',
    'Order service off the shared cluster',
    'The order tables still live next to everything else. Own PostgreSQL cluster, own pooler, own backups, and no more noisy neighbours.\n\n1. copy with logical replication\n2. switch reads\n3. switch writes in a maintenance window',
  ),
  epic(
    'WEB',
    'Dashboard loads in two seconds',
    'The median merchant on a hotel network waits six seconds for the first screen. Goal: two seconds at p75, measured by real users, not in the lab.',
  ),
  epic(
    'INFRA',
    'Certificates renew themselves',
    'No certificate may depend on somebody’s calendar. Everything issued by cert-manager, alerts at 21 and 7 days, and an inventory of what is left.',
  ),
  epic(
    'MOB',
    'Scanner that works in a cellar',
    'Warehouses have bad reception. Scans are stored on the phone and sent later; nobody waits for a spinner.',
  ),
  epic(
    'DATA',
    'Reports people trust',
    'Numbers in reports, exports and payouts must be the same numbers. One definition of a day, one of revenue, one of a refund.',
  ),
  epic(
    'PAY',
    'Payouts on the day we promise',
    'Merchants plan with the date we show. Bank cut-off times, holidays and limits are part of the calculation from now on.',
  ),
  epic(
    'CORE',
    'Webhooks nobody has to ask about',
    'At-least-once with a visible delivery log, replay by the merchant, and back-off that forgives a night of downtime.',
  ),
  epic(
    'INFRA',
    'Quiet nights',
    'Every page at night is either a real problem or gets deleted. Target: fewer than two pages per week and person.',
  ),
  epic(
    'WEB',
    'Accessible checkout',
    'WCAG 2.2 AA for everything a shopper sees: focus order, contrast, error texts, and the card form with a screen reader.',
  ),
  epic(
    'CORE',
    'One login',
    'Dashboard, back office and the app share a session; SSO works for all three; one place to revoke access.',
  ),
  epic(
    'DATA',
    'Forget me within thirty days',
    'Deletion requests reach every store, the warehouse and the backups included, and we can prove it.',
  ),
  epic(
    'MOB',
    'App starts in one second',
    'Cold start takes three to four seconds on the phones that our merchants really have.',
  ),
  epic(
    'INFRA',
    'Restore in an hour',
    'Backups that were never restored are hopes. Monthly restore of every cluster, measured, with a report.',
  ),
  epic(
    'PAY',
    'Retire the old invoice renderer',
    'The headless browser behind PDF invoices is our least loved service. Replace it, keep the layout to the millimetre.',
  ),
];

import type { DemoProject, DemoVersion, Millis, ProjectKey } from './model.ts';
import { type People, teamOf } from './people.ts';

const day = 86_400_000;

interface Blueprint {
  readonly name: string;
  readonly kind: DemoProject['kind'];
  readonly description: string;
  readonly components: readonly string[];
  /** The major version in use and the days between two releases; service projects release nothing. */
  readonly release?: { readonly prefix: string; readonly major: number; readonly every: number };
}

const blueprints: Readonly<Record<ProjectKey, Blueprint>> = {
  PAY: {
    name: 'Payments',
    kind: 'software',
    description: 'Checkout, card and wallet payments, refunds, payouts and invoices.',
    components: ['payment-api', 'ledger', 'refunds', 'payouts', 'billing', 'fraud'],
    release: { prefix: '', major: 7, every: 21 },
  },
  CORE: {
    name: 'Core Platform',
    kind: 'software',
    description: 'Orders, shipments, merchants, identity, webhooks and notifications.',
    components: ['order-service', 'shipping-service', 'identity', 'webhooks', 'notifications', 'search'],
    release: { prefix: '', major: 3, every: 14 },
  },
  MOB: {
    name: 'Mobile App',
    kind: 'software',
    description: 'The merchant app for iOS and Android.',
    components: ['android', 'ios', 'push', 'scanner', 'offline-sync'],
    release: { prefix: 'app-', major: 5, every: 28 },
  },
  DATA: {
    name: 'Data Platform',
    kind: 'software',
    description: 'Event pipeline, warehouse, reports and exports.',
    components: ['event-pipeline', 'warehouse', 'reports', 'exports', 'ml-forecast'],
    release: { prefix: '', major: 2, every: 30 },
  },
  WEB: {
    name: 'Merchant Dashboard',
    kind: 'software',
    description: 'The dashboard and the hosted storefront.',
    components: ['dashboard', 'storefront', 'checkout-widget', 'settings', 'design-system'],
    release: { prefix: '', major: 12, every: 14 },
  },
  INFRA: {
    name: 'Infrastructure',
    kind: 'software',
    description: 'Kubernetes, PostgreSQL, Kafka, networking, CI and observability.',
    components: ['kubernetes', 'postgres', 'kafka', 'networking', 'ci', 'observability'],
    release: { prefix: '', major: 1, every: 45 },
  },
  SUP: {
    name: 'Customer Support',
    kind: 'service_desk',
    description: "Merchants' questions and problems.",
    components: ['checkout', 'payouts', 'shipping', 'account', 'integrations', 'reports'],
  },
  ITH: {
    name: 'IT Helpdesk',
    kind: 'service_desk',
    description: 'Laptops, access, network and office equipment for colleagues.',
    components: ['hardware', 'access', 'network', 'software', 'office'],
  },
};

/** The company's projects, with the versions they released over the two years up to `now`, and two planned ones. */
export function createProjects(people: People, now: Millis): Record<ProjectKey, DemoProject> {
  let componentId = 10_100;
  let versionId = 10_200;
  const entries = Object.entries(blueprints).map(([key, plan], index): [ProjectKey, DemoProject] => {
    const versions: DemoVersion[] = [];
    if (plan.release) {
      const { prefix, major, every } = plan.release;
      const past = Math.floor(730 / every);
      for (let count = 0; count < past + 2; count += 1) {
        const name = `${prefix}${major + Math.floor(count / 26)}.${count % 26}.0`;
        const releasedAt = now - (past - count) * every * day - day;
        versions.push({ id: String(versionId++), name, released: releasedAt < now, releasedAt });
      }
    }
    const project: DemoProject = {
      id: String(10_010 + index),
      code: key as ProjectKey,
      key: key as ProjectKey,
      name: plan.name,
      kind: plan.kind,
      description: plan.description,
      lead: people.teams[teamOf[key as ProjectKey]][0]!,
      components: plan.components.map((name) => ({ id: String(componentId++), name })),
      versions,
    };
    return [key as ProjectKey, project];
  });
  return Object.fromEntries(entries) as Record<ProjectKey, DemoProject>;
}

/** The version in production at a moment, the one before it and the next one to come. */
export function versionsAround(
  project: DemoProject,
  at: Millis,
): { before: string; current: string; next: string } {
  const { versions } = project;
  const index = Math.max(
    1,
    versions.findLastIndex((version) => version.releasedAt <= at),
  );
  const name = (position: number) => versions[Math.min(position, versions.length - 1)]?.name ?? '1.0.0';
  return { before: name(index - 1), current: name(index), next: name(index + 1) };
}

import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import type { ComponentType, ReactNode } from 'react';
import { OnlyFor } from './account/only-for.tsx';
import type { Me } from './api/client.ts';
import { createQueryClient, ticketQuery } from './api/queries.ts';
import { readAuditAddress } from './audit/address.ts';
import { parseQueryString, readAddress, writeQueryString } from './search/address.ts';
import { SearchPage } from './search/search-page.tsx';
import { NothingHere } from './shell/nothing-here.tsx';
import { Shell } from './shell/shell.tsx';

export const queryClient = createQueryClient();

const root = createRootRoute({ component: Shell });

const searchRoute = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: readAddress,
  component: SearchPage,
});

const ticketRoute = createRoute({
  getParentRoute: () => root,
  path: '/tickets/$key',
  // Begun while the pointer is on the link; the page itself shows what came of it.
  loader: ({ params }) => void queryClient.prefetchQuery(ticketQuery(params.key)),
  component: lazyRouteComponent(() => import('./ticket/ticket-page.tsx'), 'TicketPage'),
});

const importRoute = createRoute({
  getParentRoute: () => root,
  path: '/import',
  component: onlyFor(
    'operator',
    lazyRouteComponent(() => import('./import/import-page.tsx'), 'ImportPage'),
  ),
});

const triageRoute = createRoute({
  getParentRoute: () => root,
  path: '/triage',
  // What is left out would stay as it stands in the address.
  validateSearch: (raw: Record<string, unknown>): { readonly days?: number | undefined } => ({
    days: [7, 90, 365].find((days) => String(days) === String([raw.days].flat()[0])),
  }),
  component: onlyFor(
    'agent',
    lazyRouteComponent(() => import('./triage/triage-page.tsx'), 'TriagePage'),
  ),
});

const insightsRoute = createRoute({
  getParentRoute: () => root,
  path: '/insights',
  validateSearch: (
    raw: Record<string, unknown>,
  ): { readonly project?: string | undefined; readonly per?: 'week' | undefined } => {
    const [project] = [raw.project].flat();
    return {
      project: typeof project === 'string' && project !== '' ? project : undefined,
      per: [raw.per].flat()[0] === 'week' ? 'week' : undefined,
    };
  },
  component: onlyFor(
    'agent',
    lazyRouteComponent(() => import('./insights/insights-page.tsx'), 'InsightsPage'),
  ),
});

const pipelineRoute = createRoute({
  getParentRoute: () => root,
  path: '/pipeline',
  component: onlyFor(
    'operator',
    lazyRouteComponent(() => import('./pipeline/pipeline-page.tsx'), 'PipelinePage'),
  ),
});

const healthRoute = createRoute({
  getParentRoute: () => root,
  path: '/health',
  component: onlyFor(
    'operator',
    lazyRouteComponent(() => import('./health/health-page.tsx'), 'HealthPage'),
  ),
});

const settingsRoute = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  validateSearch: (
    raw: Record<string, unknown>,
  ): { readonly find?: string | undefined; readonly show?: 'set' | undefined } => {
    const [find] = [raw.find].flat();
    return {
      find: typeof find === 'string' && find !== '' ? find : undefined,
      show: [raw.show].flat()[0] === 'set' ? 'set' : undefined,
    };
  },
  component: onlyFor(
    'operator',
    lazyRouteComponent(() => import('./settings/settings-page.tsx'), 'SettingsPage'),
  ),
});

const peopleRoute = createRoute({
  getParentRoute: () => root,
  path: '/people',
  validateSearch: (raw: Record<string, unknown>): { readonly show?: 'keys' | undefined } => ({
    show: [raw.show].flat()[0] === 'keys' ? 'keys' : undefined,
  }),
  component: onlyFor(
    'operator',
    lazyRouteComponent(() => import('./people/people-page.tsx'), 'PeoplePage'),
  ),
});

const auditRoute = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: readAuditAddress,
  component: onlyFor(
    'operator',
    lazyRouteComponent(() => import('./audit/audit-page.tsx'), 'AuditPage'),
  ),
});

const accountRoute = createRoute({
  getParentRoute: () => root,
  path: '/account',
  component: lazyRouteComponent(() => import('./account/account-page.tsx'), 'AccountPage'),
});

const deadLettersRoute = createRoute({
  getParentRoute: () => root,
  path: '/dead-letters',
  component: onlyFor(
    'operator',
    lazyRouteComponent(() => import('./dead-letters/dead-letters-page.tsx'), 'DeadLettersPage'),
  ),
});

const ledgerRoute = createRoute({
  getParentRoute: () => root,
  path: '/ledger',
  validateSearch: (raw: Record<string, unknown>): { readonly year?: number; readonly site?: string } => {
    const year = Number([raw.year].flat()[0]);
    const [site] = [raw.site].flat();
    return {
      ...(Number.isInteger(year) && { year }),
      ...(typeof site === 'string' && site !== '' && { site }),
    };
  },
  component: onlyFor(
    'operator',
    lazyRouteComponent(() => import('./ledger/ledger-page.tsx'), 'LedgerPage'),
  ),
});

export const router = createRouter({
  routeTree: root.addChildren([
    searchRoute,
    ticketRoute,
    triageRoute,
    insightsRoute,
    pipelineRoute,
    healthRoute,
    peopleRoute,
    auditRoute,
    settingsRoute,
    importRoute,
    deadLettersRoute,
    ledgerRoute,
    accountRoute,
  ]),
  parseSearch: parseQueryString,
  stringifySearch: writeQueryString,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultNotFoundComponent: () => (
    <NothingHere title="There is no such page">
      Check the address, or search for what you expected here.
    </NothingHere>
  ),
});

/** A page that only this role and those above it see. */
function onlyFor(role: Me['role'], Page: ComponentType): () => ReactNode {
  return () => (
    <OnlyFor role={role}>
      <Page />
    </OnlyFor>
  );
}

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

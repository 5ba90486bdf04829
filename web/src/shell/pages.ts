import type { Me } from '../api/client.ts';

/** A page that one goes to by its name. */
export interface PageEntry {
  readonly to:
    | '/'
    | '/triage'
    | '/insights'
    | '/pipeline'
    | '/ledger'
    | '/dead-letters'
    | '/import'
    | '/people'
    | '/audit'
    | '/settings'
    | '/health'
    | '/account';
  readonly name: string;
  /** What one finds there, for who looks for it by another word. */
  readonly about: string;
  readonly role: Me['role'];
}

/** Every page there is, by what it is for, in the order of the navigation. */
export const PAGE_GROUPS: readonly { readonly title: string; readonly pages: readonly PageEntry[] }[] = [
  {
    title: 'Find',
    pages: [
      { to: '/', name: 'Search', about: 'tickets by words and meaning', role: 'reader' },
      { to: '/triage', name: 'Triage', about: 'possible duplicates among new tickets', role: 'agent' },
      { to: '/insights', name: 'Insights', about: 'how many tickets, and how long they take', role: 'agent' },
    ],
  },
  {
    title: 'Operate',
    pages: [
      { to: '/pipeline', name: 'Pipeline', about: 'what comes in and what runs: jobs', role: 'operator' },
      { to: '/ledger', name: 'Ledger', about: 'what is proved to be complete', role: 'operator' },
      { to: '/dead-letters', name: 'Refused', about: 'dead letters: records not taken', role: 'operator' },
      { to: '/import', name: 'Import', about: 'tickets from a file', role: 'operator' },
    ],
  },
  {
    title: 'Administer',
    pages: [
      { to: '/people', name: 'People', about: 'users, roles and API keys', role: 'operator' },
      { to: '/audit', name: 'Audit log', about: 'who did what, and when', role: 'operator' },
      { to: '/settings', name: 'Settings', about: 'configuration in force', role: 'operator' },
      { to: '/health', name: 'Health', about: 'doctor, version, about', role: 'operator' },
    ],
  },
];

import { type Asker, permits } from '../domain/index.ts';
import type { Database } from '../platform/database/index.ts';
import { accessOf } from './tickets.ts';

/** What can be filtered by, with the number of tickets that the asker may read. Most frequent first. */
export interface FilterChoices {
  readonly projects: { readonly key: string; readonly name: string; readonly tickets: number }[];
  readonly types: { readonly name: string; readonly tickets: number }[];
  readonly statusCategories: { readonly name: string; readonly tickets: number }[];
}

export async function filterChoices(database: Database, asker: Asker): Promise<FilterChoices> {
  const rows = await database
    .selectFrom('tickets')
    .select(({ fn }) => [
      'project_key',
      'project_name',
      'type',
      'status_category',
      'access_json',
      fn.countAll<number>().as('tickets'),
    ])
    .groupBy(['project_key', 'project_name', 'type', 'status_category', 'access_json'])
    .execute();
  const readable = rows.filter((row) => permits(asker, accessOf(row)));
  const names = new Map(readable.map((row) => [row.project_key, row.project_name]));
  const count = (value: (row: (typeof readable)[number]) => string) => {
    const sums = new Map<string, number>();
    for (const row of readable) sums.set(value(row), (sums.get(value(row)) ?? 0) + row.tickets);
    return [...sums].map(([name, tickets]) => ({ name, tickets })).sort((a, b) => b.tickets - a.tickets);
  };
  return {
    projects: count((row) => row.project_key).map(({ name, tickets }) => ({
      key: name,
      name: names.get(name) ?? name,
      tickets,
    })),
    types: count((row) => row.type),
    statusCategories: count((row) => row.status_category),
  };
}

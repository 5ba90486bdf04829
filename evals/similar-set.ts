import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { documentFromText, NO_DETAILS, type Ticket } from '../src/domain/index.ts';
import { loadStaticEmbedder } from '../src/knowledge/index.ts';
import type { Comparing } from '../src/knowledge/similar/compare.ts';
import {
  groupsFrom,
  type KnownDuplicates,
  knownDuplicates,
} from '../src/knowledge/similar/known-duplicates.ts';
import { connectionBetween } from '../src/knowledge/similar/links.ts';
import type { LinkedHead } from '../src/knowledge/tickets.ts';
import { readDuplicateSet } from './duplicates.ts';
import { indexTickets } from './ticket-index.ts';

const line = z.object({
  key: z.string(),
  project: z.string(),
  projectName: z.string(),
  issuetype: z.string(),
  status: z.string(),
  statusCategory: z.enum(['new', 'indeterminate', 'done']),
  resolution: z.string().nullable(),
  created: z.string(),
  components: z.array(z.string()),
  labels: z.array(z.string()),
  summary: z.string().nullable(),
  description: z.string().nullable(),
  parent: z.string().nullable(),
  issuelinks: z.array(
    z.object({ type: z.string(), direction: z.string(), label: z.string().optional(), key: z.string() }),
  ),
});

export interface SimilarSet extends Comparing {
  readonly tickets: readonly LinkedHead[];
  readonly known: KnownDuplicates;
  /** Directed: each pair counts from both of its tickets. */
  readonly knownPairs: number;
  /** Tickets that have a duplicate which was created before them. */
  readonly laterDuplicates: number;
  readonly embedder: string;
}

/**
 * The tickets of a folder in an index in memory, made by the product's own chunks, embedder and engine. Of a ticket's
 * text the summary and description alone: comments often name the duplicate's key.
 */
export async function openSimilarSet(folder: string): Promise<SimilarSet> {
  const embedder = loadStaticEmbedder();
  const tickets = readTickets(folder);
  const { comparing } = await indexTickets(tickets, embedder.dimensions, (chunks) =>
    embedder.embed(chunks.map(({ text }) => text)),
  );
  const labelled = readDuplicateSet(folder).queries.flatMap(({ key, relevant }) =>
    key === null ? [] : [...relevant].map((other) => [key, other] as const),
  );
  const groups = groupsFrom(labelled);
  const sizes = [...Map.groupBy(groups.values(), (group) => group).values()].map(({ length }) => length);
  return {
    ...comparing,
    embedder: embedder.id,
    tickets,
    known: knownDuplicates(groups, (a, b) => connectionBetween(a, b) !== null),
    laterDuplicates: laterOf(tickets, groups),
    knownPairs: sizes.reduce((sum, size) => sum + size * (size - 1), 0),
  };
}

/** How many tickets of a group have another one before them: all but the first of each. */
function laterOf(tickets: readonly LinkedHead[], groups: ReadonlyMap<string, string>): number {
  const grouped = tickets.filter(({ id }) => groups.has(id));
  const created = Map.groupBy(grouped, ({ id }) => groups.get(id));
  return grouped.filter((ticket) =>
    (created.get(groups.get(ticket.id)) ?? []).some((other) => other.created < ticket.created),
  ).length;
}

function readTickets(folder: string): Ticket[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl.gz'))
    .sort()
    .flatMap((name) =>
      gunzipSync(readFileSync(join(folder, name)))
        .toString('utf8')
        .split('\n'),
    )
    .filter((text) => text !== '')
    .map((text) => asTicket(line.parse(JSON.parse(text))));
}

function asTicket(given: z.output<typeof line>): Ticket {
  const created = Date.parse(given.created.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return {
    id: given.key,
    key: given.key,
    project: { key: given.project, name: given.projectName },
    type: given.issuetype,
    status: { name: given.status, category: given.statusCategory },
    priority: null,
    resolution: given.resolution,
    summary: given.summary ?? '',
    description: given.description ? documentFromText(given.description) : null,
    environment: null,
    labels: given.labels,
    components: given.components,
    reporter: null,
    assignee: null,
    created,
    updated: created,
    resolved: null,
    parentKey: given.parent,
    links: given.issuelinks.map(({ type, direction, label, key }) => ({
      type,
      relation: label ?? `${type} (${direction})`,
      key,
    })),
    comments: [],
    details: NO_DETAILS,
  };
}

import { documentToText, type Ticket } from '../../domain/index.ts';
import type { Database } from '../../platform/database/index.ts';
import { exportableTickets } from '../export.ts';
import { linkKind } from '../similar/links.ts';
import type { TicketTexts } from './corpus.ts';

const FIRST_COMMENTS = 3;

/**
 * The texts that may be learned from, a few tickets at a time: of tickets and comments that everybody in their project
 * may read. One model serves all projects: who may browse one of them alone searches with what it took from the others,
 * which is how near their words lie to each other. What a project itself closes to some must not be among that.
 */
export async function* openTicketTexts(
  database: Database,
): AsyncGenerator<TicketTexts & { updated: number }> {
  for await (const { ticket, restricted } of exportableTickets(database, { kind: 'operator' }))
    if (!restricted) yield { ...textsOf(ticket), updated: ticket.updated };
}

function textsOf({ id, key, project, summary, description, comments, links }: Ticket): TicketTexts {
  return {
    id,
    key,
    project: project.key,
    summary,
    description: description ? documentToText(description) : '',
    comments: comments
      .slice(0, FIRST_COMMENTS)
      .map(({ body }) => documentToText(body))
      .join('\n\n'),
    duplicates: links.filter((link) => linkKind(link) === 'duplicate').map((link) => link.key),
  };
}

import type { DemoCompany, TicketEdit } from '../../src/demo/company/company.ts';
import type { DemoComment, DemoTicket, ProjectKey } from '../../src/demo/company/model.ts';
import type { Random } from '../../src/demo/random.ts';
import { drawRoleholders, drawVisibility, UNSAID } from './random-company.ts';

/** Keys under which two sites have a ticket each, and whether this one's are those that the installation has. */
export interface Contested {
  readonly keys: ReadonlySet<string>;
  readonly held: boolean;
}

/** The keys that tickets have by those that they had before. */
export type Moved = ReadonlyMap<string, string>;

/**
 * Changes tickets as people do: who has them, how closed they are, what is said and to whom, and where they are. Returns
 * what was moved.
 *
 * Some tickets make room for those of another site that were refused for their keys. What names them is read anew, for the
 * key leads to another now. What was refused stays where it is: nothing here knows that it had another key.
 */
export function drawChanges(
  random: Random,
  company: DemoCompany,
  newWord: () => string,
  contested: Contested,
): Moved {
  const former = new Map<string, string>();
  let minutes = 0;
  const from = company.now.getTime();
  const later = () => new Date(from + ++minutes * 60_000);
  for (const { key, project } of company.tickets) {
    if (random.chance(0.3)) company.editTicket(key, drawEdit(random, company, key, newWord), later());
    if (random.chance(0.2)) {
      const visibility = drawVisibility(random, company);
      const text = `Then ${newWord()} came, and ${UNSAID} with it.`;
      company.addComment(
        key,
        { text, ...(visibility && { visibility }), jsdPublic: random.chance(0.5) },
        later(),
      );
    }
    if (random.chance(contested.keys.has(key) ? (contested.held ? 0.3 : 0) : 0.05)) {
      const others = company.projects.filter((one) => one.kind === project.kind && one.key !== project.key);
      former.set(key, company.moveTicket(key, random.pick(others).key as ProjectKey, later()).key);
    }
  }
  const given = new Set([...former].filter(([key]) => contested.keys.has(key)).map(([, key]) => key));
  for (const { key, links, labels, parentKey } of company.tickets)
    if (links.some(({ otherKey }) => given.has(otherKey)) || (parentKey && given.has(parentKey)))
      company.editTicket(key, { labels }, later());
  return former;
}

function drawEdit(random: Random, company: DemoCompany, key: string, newWord: () => string): TicketEdit {
  const ticket = company.ticket(key) as DemoTicket;
  const service = ticket.project.kind === 'service_desk';
  const scheme = company.securitySchemes.find(({ projects }) => projects.includes(ticket.project.key))!;
  const kept = ticket.comments.filter(() => random.chance(0.8));
  const comments = kept.map((comment): DemoComment => {
    if (random.chance(0.5)) return comment;
    const { visibility: _, ...rest } = comment;
    const visibility = drawVisibility(random, company);
    return {
      ...rest,
      ...(visibility && { visibility }),
      ...(comment.jsdPublic !== undefined && { jsdPublic: random.chance(0.5) }),
    };
  });
  return {
    ...drawRoleholders(random, company, service),
    ...(random.chance(0.3) && { summary: `${newWord()} the summary was changed` }),
    ...(random.chance(0.3) && {
      parentKey: random.pick(company.tickets.filter((one) => one.key !== key)).key,
    }),
    security: random.chance(0.5) ? random.pick(scheme.levels) : null,
    // No edit in the demo changes who may read a comment; in Jira people can.
    ...({ comments } as object),
  };
}

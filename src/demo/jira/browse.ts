import type { FastifyInstance, FastifyReply } from 'fastify';
import type { DemoTicket } from '../company/model.ts';
import { plainTextOf } from '../text/markup.ts';
import type { Site } from './site.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (char) => entities[char]!);

const style =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1c2430}pre{white-space:pre-wrap;font:inherit;background:#f4f5f7;padding:.75rem;border-radius:6px}small{color:#5a6475}';

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${style}</style></head><body>${body}</body></html>`;
}

/** Every page is text: nothing runs, nothing loads from anywhere. */
const html = (reply: FastifyReply, text: string) =>
  reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
    .header('x-content-type-options', 'nosniff')
    .send(text);

const day = (at: number) => new Date(at).toISOString().slice(0, 16).replace('T', ' ');

function ticketPage(ticket: DemoTicket): string {
  const comments = ticket.comments.map((comment) => {
    const limited = comment.visibility
      ? ` · only ${comment.visibility.value}`
      : comment.jsdPublic === false
        ? ' · internal note'
        : '';
    const head = `${comment.author.displayName} · ${day(comment.created)} UTC${limited}`;
    return `<section><small>${escaped(head)}</small><pre>${escaped(plainTextOf(comment.body))}</pre></section>`;
  });
  const facts = [
    ticket.issueType.name,
    ticket.priority.name,
    ticket.status.name,
    ticket.resolution?.name ?? 'Unresolved',
    `reported by ${ticket.reporter.displayName}`,
    `created ${day(ticket.created)} UTC`,
  ];
  const links = ticket.links.map(
    (link) =>
      `<li>${escaped(`${link.type} (${link.direction})`)}: <a href="/browse/${escaped(link.otherKey)}">${escaped(link.otherKey)}</a></li>`,
  );
  return page(
    `[${ticket.key}] ${ticket.summary}`,
    `<small>${escaped(`${ticket.project.name} / ${ticket.key}`)}</small><h1>${escaped(ticket.summary)}</h1><p>${escaped(facts.join(' · '))}</p><pre>${escaped(plainTextOf(ticket.description))}</pre><ul>${links.join('')}</ul><h2>${comments.length} comments</h2>${comments.join('')}`,
  );
}

/** The pages for people: what this is, and one ticket each, so that links into the demo Jira lead somewhere. */
export function addBrowseRoutes(app: FastifyInstance, site: Site): void {
  const { company } = site;

  app.get('/', (_request, reply) => {
    const latest = company.tickets
      .slice(-15)
      .toReversed()
      .map(
        (ticket) => `<li><a href="/browse/${ticket.key}">${ticket.key}</a> ${escaped(ticket.summary)}</li>`,
      );
    const intro = `This is not Jira. It is a demo server that answers like Jira Cloud for ${company.name}, a company that does not exist: ${company.tickets.length} generated tickets in ${company.projects.length} projects. Its REST API asks for an e-mail address and an API token; these pages do not.`;
    return html(
      reply,
      page(
        `${company.name} demo Jira`,
        `<h1>${company.name} demo Jira</h1><p>${escaped(intro)}</p><h2>Latest tickets</h2><ul>${latest.join('')}</ul>`,
      ),
    );
  });

  app.get<{ Params: { key: string } }>('/browse/:key', (request, reply) => {
    const ticket = company.ticket(request.params.key);
    if (ticket) return html(reply, ticketPage(ticket));
    return html(reply.code(404), page('Not found', '<h1>No such ticket</h1><p><a href="/">Back</a></p>'));
  });
}

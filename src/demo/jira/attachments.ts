import type { FastifyInstance } from 'fastify';
import { contentsOf } from '../company/file-contents.ts';
import type { DemoAttachment } from '../company/model.ts';
import { attachmentJson } from './json.ts';
import { refuse, type Site } from './site.ts';

/** Files at tickets. What is in those that are not text was never made up: asking for it says so. */
export function addAttachmentRoutes(app: FastifyInstance, { company, base }: Site): void {
  const find = (id: string): DemoAttachment | undefined => {
    for (const { attachments } of company.tickets) {
      const found = attachments.find((one) => one.id === id);
      if (found) return found;
    }
    return undefined;
  };

  app.get('/rest/api/3/attachment/meta', (_request, reply) =>
    reply.send({ enabled: true, uploadLimit: 10 * 1024 * 1024 }),
  );

  app.get<{ Params: { id: string } }>('/rest/api/3/attachment/:id', (request, reply) => {
    const found = find(request.params.id);
    // This one answer of Jira's writes the id as a number.
    if (found) return reply.send({ ...attachmentJson(found, base()), id: Number(found.id) });
    return refuse(reply, 404, `The attachment with id '${request.params.id}' does not exist`);
  });

  app.get<{ Params: { id: string }; Querystring: { redirect?: string } }>(
    '/rest/api/3/attachment/content/:id',
    (request, reply) => {
      const found = find(request.params.id);
      const contents = found && contentsOf(found);
      if (!found || !contents)
        return refuse(
          reply,
          404,
          found
            ? `The demo company made up the name of ${found.filename}, not what is in it.`
            : `The attachment with id '${request.params.id}' does not exist`,
        );
      // Cloud leads to its host for files, where the key to one file is part of the address.
      if (request.query.redirect !== 'false')
        return reply.redirect(`https://api.media.example/file/${found.id}/binary?token=demo`, 303);
      return reply.type(found.mimeType).send(contents);
    },
  );
}

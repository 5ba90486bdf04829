import type { FastifyInstance, FastifyRequest } from 'fastify';
import { CasebookError, FIRST_SITE } from '../../domain/index.ts';
import { addressGroup } from '../../people/index.ts';
import type { Logger, Metrics } from '../../platform/telemetry/index.ts';
import { addressOf } from '../forwarding.ts';
import type { Services } from '../services.ts';
import { createWrongSignatures } from '../wrong-signatures.ts';

/** Bytes. Jira sends up to 25 MB; an issue with long texts stays below this one, and of larger ones the sync knows. */
const LARGEST_WEBHOOK = 10 * 1024 * 1024;

/** Bytes of a body that is read from somebody who sent many wrong signatures: an ordinary issue. */
const LARGEST_OF_SUSPECTS = 256 * 1024;

/**
 * `/webhooks/…`: what other systems say by themselves. These addresses are made to be reached from the internet, alone:
 * neither a session nor a name of this server lets a request in, but the signature of its body.
 */
export async function webhookRoutes(
  server: FastifyInstance,
  { webhooks }: Pick<Services, 'webhooks'>,
  { metrics, log }: { readonly metrics: Metrics; readonly log: Logger },
): Promise<void> {
  const senderOf = (request: FastifyRequest) => addressGroup(addressOf(request));
  const wrong = createWrongSignatures((address) =>
    log.warn({ address }, 'many webhooks are not signed with the secret of this server'),
  );

  // Of its own: every other route goes on to take JSON alone, parsed and limited.
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    const asItIs = { parseAs: 'buffer', bodyLimit: LARGEST_WEBHOOK } as const;
    scope.addContentTypeParser('*', asItIs, (_request, body, done) => done(null, body));

    // The plain address is the first site's.
    for (const address of ['/webhooks/jira', '/webhooks/jira/:site'])
      scope.post<{ Body: Buffer | undefined; Params: { site?: string } }>(
        address,
        {
          config: { signed: true },
          bodyLimit: LARGEST_WEBHOOK,
          schema: { hide: true },
          async onRequest(request) {
            webhooks(siteOf(request)).admit(signatureOf(request));
            if (!wrong.isSuspect(senderOf(request))) return;
            const length = Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY);
            if (length > LARGEST_OF_SUSPECTS)
              throw new CasebookError(
                'too-many-requests',
                'Too many webhooks with a wrong signature came from there.',
              );
          },
          onError: async (request, _reply, error) => {
            const code = error instanceof CasebookError ? error.code : null;
            if (code === 'webhook-signature') wrong.count(senderOf(request));
            metrics.countWebhook(code === 'webhook-signature' ? 'unsigned' : 'refused');
          },
        },
        async (request, reply) => {
          const identifier = request.headers['x-atlassian-webhook-identifier'];
          const delivered = await webhooks(siteOf(request)).receive({
            identifier: typeof identifier === 'string' ? identifier : undefined,
            signature: signatureOf(request),
            body: request.body ?? Buffer.alloc(0),
          });
          metrics.countWebhook(delivered);
          // Also what cannot be read: sent again, it would be no better.
          return reply.code(202).send({ delivered });
        },
      );
  });
}

const siteOf = ({ params }: FastifyRequest): string => (params as { site?: string }).site ?? FIRST_SITE;

function signatureOf({ headers }: FastifyRequest): string | undefined {
  const header = headers['x-hub-signature'];
  return typeof header === 'string' ? header : undefined;
}

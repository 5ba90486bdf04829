import { createHmac } from 'node:crypto';
import type { Services } from '../../src/server/index.ts';

/** Of an installation that takes none. */
export const noWebhooks: Awaited<ReturnType<Services['progress']>>['webhooks'] = {
  taken: false,
  last: null,
  waiting: 0,
  trouble: null,
};

/** The header that signs a body. */
export const signatureOf = (body: string | Buffer, secret: string): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

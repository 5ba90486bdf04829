import { z } from 'zod';
import { CasebookError } from '../../domain/index.ts';
import { outboundClient } from '../../platform/http/index.ts';
import type { Check } from '../check.ts';

const PATIENCE_MS = 10_000;
const discovery = z.looseObject({ issuer: z.string(), authorization_endpoint: z.string() });

/** Whether the OpenID Connect provider says of itself what the settings say of it (OpenID Connect Discovery 1.0, §4). */
export function providerCheck(issuer: string): Check {
  return {
    name: 'sign-in',
    async look() {
      const ask = outboundClient({ baseUrl: issuer, headers: {}, retries: 1, timeoutMs: PATIENCE_MS });
      try {
        const { body, status } = await ask.json({ method: 'GET', path: '/.well-known/openid-configuration' });
        const found = discovery.safeParse(body);
        if (!found.success)
          throw new CasebookError(
            'oidc-unavailable',
            `${issuer} answered ${status} without saying who it is.`,
          );
        if (found.data.issuer !== issuer)
          throw new CasebookError('oidc-unavailable', `${issuer} calls itself ${found.data.issuer}.`);
        return { summary: `${issuer} signs people in.` };
      } catch (error) {
        if (error instanceof CasebookError) throw error;
        throw new CasebookError('oidc-unavailable', `${issuer}: ${(error as Error).message}.`, {
          cause: error,
        });
      } finally {
        await ask.close();
      }
    },
  };
}

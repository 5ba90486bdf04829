import type { FastifyInstance } from 'fastify';
import { CasebookError } from '../domain/index.ts';
import type { People } from '../people/index.ts';
import type { Config } from '../platform/config/index.ts';
import type { Logger } from '../platform/telemetry/index.ts';

/** Addresses that no other machine can reach. */
const LOOPBACK = /^(localhost|127\..*|::1)$/;

/**
 * @throws CasebookError `accounts-needed` where others could reach a server that asks nobody who they are;
 * `config-invalid` where they are to sign in with a provider that does not know the way back.
 */
export async function refuseOpenDoor(config: Config, people: People, log: Logger): Promise<void> {
  const { CASEBOOK_HOST: host, CASEBOOK_PUBLIC_URL: url, CASEBOOK_TRUSTED_PROXIES: proxies } = config;
  const beyond = !LOOPBACK.test(host);
  if (!beyond && url === undefined && proxies.length === 0) return;
  if (people.oidc && url === undefined)
    throw new CasebookError(
      'config-invalid',
      'CASEBOOK_PUBLIC_URL: expected the address that CASEBOOK_OIDC_ISSUER is to send browsers back to.',
    );
  if (!(await people.users.exist()))
    throw new CasebookError(
      'accounts-needed',
      beyond ? `It was to listen on ${host}.` : 'It is to be behind a proxy.',
    );
  if (beyond && !url?.startsWith('https:'))
    log.warn(
      { host },
      'passwords and tickets travel unencrypted: put a proxy that speaks https in front, and name its address in CASEBOOK_PUBLIC_URL',
    );
}

/** @throws CasebookError `port-taken` or `port-refused`, naming the address. */
export async function listenOn(
  server: Pick<FastifyInstance, 'listen'>,
  host: string,
  port: number,
): Promise<string> {
  try {
    // Nobody can ask for "all addresses": who listens on them is found at the loopback one.
    return (await server.listen({ host, port })).replace('[::]', '[::1]');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const place = `${host}:${port}`;
    if (code === 'EADDRINUSE') throw new CasebookError('port-taken', place, { cause: error });
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL')
      throw new CasebookError('port-refused', `${place} (${code})`, { cause: error });
    throw error;
  }
}

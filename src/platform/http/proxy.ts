import { Agent, EnvHttpProxyAgent } from 'undici';
import { CasebookError } from '../../domain/index.ts';
import { proxyVariable } from '../config/index.ts';

/**
 * What sends requests to a host: through the proxy of the environment where it is another machine. What runs on this one
 * is not for a proxy to reach, whatever NO_PROXY says.
 *
 * @throws CasebookError `config-invalid` where the variable that counts for it names no address.
 */
export function openAgent(base: URL, options: Agent.Options): Agent | EnvHttpProxyAgent {
  if (isLoopback(base.hostname)) return new Agent(options);
  try {
    return new EnvHttpProxyAgent(options);
  } catch (error) {
    const name = proxyVariable(base.protocol)?.name ?? 'HTTP_PROXY';
    throw new CasebookError(
      'config-invalid',
      `${name} names no proxy: expected an address such as http://proxy.your-company.com:3128.`,
      { cause: error },
    );
  }
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

/** Says after a reason that it is the proxy's and which variable names it; nothing where it is not. */
export function proxyBlame(base: URL, error: unknown): string {
  const variable = proxyVariable(base.protocol);
  if (!variable || isLoopback(base.hostname)) return '';
  const { hostname, address, port, message } = Object(error) as Record<string, unknown>;
  const proxy = URL.parse(variable.value);
  const isItsAddress =
    proxy !== null &&
    (hostname === proxy.hostname || (address === proxy.hostname && String(port) === proxy.port));
  const isItsAnswer = /^Proxy (response|Authentication)/.test(String(message));
  return isItsAddress || isItsAnswer ? ` (the proxy that ${variable.name} names)` : '';
}

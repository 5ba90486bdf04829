import { fetch } from 'undici';
import { openAgent } from './proxy.ts';

/** As much of `fetch` as libraries call that ask for text. */
export type Fetch = (address: string, options: object) => Promise<Response>;

/** No answer that is asked for here is longer. */
const MOST_BYTES = 1024 * 1024;

/**
 * A `fetch` for libraries that bring requests of their own: through the proxy of the environment, as all that leaves this
 * process, and with an end to what it reads. `base` is the host that is asked first.
 *
 * @throws CasebookError `config-invalid` where the proxy that counts for it is no address.
 */
export function openFetch(base: URL): Fetch {
  const dispatcher = openAgent(base, { maxResponseSize: MOST_BYTES });
  // undici's own types of what is the same: Node has another version of it within.
  return (address, options) => fetch(address, { ...options, dispatcher }) as unknown as Promise<Response>;
}

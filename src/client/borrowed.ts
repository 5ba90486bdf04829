import { CasebookError } from '../domain/index.ts';
import type { Connection } from './connection.ts';

/** Nothing was sent: nobody listens there any more. */
const NOT_SENT = ['ECONNREFUSED'];
/** Nobody knows what became of what was sent. */
const BROKEN_OFF = ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'];

/**
 * The API of a command that answers while it works, and ends with its work. What it does not answer any more is asked of
 * `reopen` from then on; only a change that may have been made already is not made again.
 *
 * @param isThere whether it is still the one that answers there. Asked before a change is sent, which somebody may have taken
 * his time for: another program may have got the port meanwhile.
 * @throws CasebookError `request-ended` where nobody knows whether a change was made.
 */
export function borrowed(
  lender: Connection,
  { isThere, reopen }: { isThere: () => Promise<boolean>; reopen: () => Promise<Connection> },
): Connection {
  let api = lender;
  let moving: Promise<void> | null = null;

  /** Once for all who find it gone at the same time. */
  function move(): Promise<void> {
    moving ??= reopen().then((next) => {
      api = next;
    });
    return moving;
  }

  async function ask<T>(work: (api: Connection) => Promise<T>, repeatable: boolean): Promise<T> {
    if (api === lender && !repeatable && !(await isThere())) await move();
    for (;;) {
      const asked = api;
      try {
        return await work(asked);
      } catch (error) {
        const ended = asked === lender ? endOf(error) : null;
        if (ended === null) throw error;
        if (ended === 'broken-off' && !repeatable)
          throw new CasebookError('request-ended', 'The command that was to answer has ended.', {
            cause: error,
          });
        await move();
      }
    }
  }

  return {
    get: (path) => ask((each) => each.get(path), true),
    post: (path, body) => ask((each) => each.post(path, body), false),
    patch: (path, body) => ask((each) => each.patch(path, body), false),
    delete: (path) => ask((each) => each.delete(path), false),
    async *lines(path) {
      // What came of one answer cannot be gone on with in another.
      const { first, rest } = await ask(async (each) => {
        const lines = each.lines(path)[Symbol.asyncIterator]();
        return { first: await lines.next(), rest: lines };
      }, true);
      try {
        for (let next = first; !next.done; next = await rest.next()) yield next.value;
      } finally {
        await rest.return?.(undefined);
      }
    },
    upload: (path, body) => api.upload(path, body),
    as: (apiKey) => api.as(apiKey),
    async close() {
      await lender.close();
      if (api !== lender) await api.close();
    },
  };
}

/** How it ended whom it was asked of; null where that one answered. */
function endOf(error: unknown): 'not-sent' | 'broken-off' | null {
  // A server that is being closed says so before it looks at the request.
  if (error instanceof CasebookError) return error.code === 'request-ended' ? 'not-sent' : null;
  const { code, cause } = error as { code?: string; cause?: { code?: string } };
  const said = cause?.code ?? code ?? '';
  if (NOT_SENT.includes(said)) return 'not-sent';
  return BROKEN_OFF.includes(said) ? 'broken-off' : null;
}

import { z } from 'zod';
import { CasebookError } from '../../../domain/index.ts';
import type { OutboundAnswer, OutboundClient } from '../../../platform/http/index.ts';
import { unitVector } from '../unit-vector.ts';
import type { RemoteModel } from './model.ts';

/** What one request came to: a vector for each text, or what the service has against one of them. */
export type Asked =
  | { readonly vectors: readonly Float32Array[] }
  | { readonly objection: string; readonly isLength: boolean };

/** Statuses that speak of the texts: malformed, too large, not to be processed. */
const aboutTexts = new Set([400, 413, 422]);
/** How services word it when a text is too long for the model. */
const LENGTH = /length|too (long|large|many)|tokens|context|maximum/i;

const refusal = z.union([
  z.object({ error: z.object({ message: z.string(), code: z.unknown().optional() }) }),
  z.object({ error: z.string() }).transform(({ error }) => ({ error: { message: error, code: undefined } })),
  z.object({ message: z.string() }).transform(({ message }) => ({ error: { message, code: undefined } })),
]);

/**
 * Sends texts in one request, which the client repeats where that may help, and checks every number that comes back.
 *
 * @throws CasebookError `embedder-unavailable`, `embedder-refused`, `embedder-quota-spent`, `embedder-answer-invalid`,
 * `embedder-dimensions-differ`, and the signal's reason.
 */
export async function ask(
  http: OutboundClient,
  model: RemoteModel,
  texts: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Asked> {
  let answer: OutboundAnswer;
  try {
    answer = await http.json({ method: 'POST', path: model.path, body: model.dialect.body(texts), signal });
  } catch (error) {
    signal?.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    throw new CasebookError('embedder-unavailable', `${model.name}: ${reason}.`, { cause: error });
  }
  if (answer.status === 200) return { vectors: vectorsOf(answer.body, model, texts.length) };
  const said = whatItSaid(answer, model);
  if (aboutTexts.has(answer.status))
    return { objection: said, isLength: answer.status === 413 || LENGTH.test(said) };
  throw new CasebookError(codeOf(answer), said);
}

function vectorsOf(body: unknown, model: RemoteModel, count: number): Float32Array[] {
  const invalid = (reason: string) =>
    new CasebookError('embedder-answer-invalid', `${model.name} answered 200: ${reason}.`);
  if (body === undefined) throw invalid('something that is not JSON');
  let raw: readonly ArrayLike<number>[];
  try {
    raw = model.dialect.read(body, count);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw invalid((error as Error).message);
    const [issue] = error.issues;
    throw invalid(
      `wrong ${issue?.path.length ? `at ${issue.path.join('.')}` : 'as a whole'}: ${issue?.message}`,
    );
  }
  const other = raw.find(({ length }) => length !== model.dimensions);
  if (other)
    throw new CasebookError(
      'embedder-dimensions-differ',
      `${model.name} gives ${other.length} dimensions, expected were ${model.dimensions}.`,
    );
  try {
    return raw.map(unitVector);
  } catch (error) {
    throw invalid((error as Error).message);
  }
}

/** OpenAI says 429 also of an account without money, which no waiting helps (error codes of its API, `insufficient_quota`). */
export function isOutOfQuota({ body }: Pick<OutboundAnswer, 'body'>): boolean {
  return refusal.safeParse(body).data?.error.code === 'insufficient_quota';
}

function codeOf(answer: OutboundAnswer) {
  const { status } = answer;
  if (isOutOfQuota(answer)) return 'embedder-quota-spent';
  if (status === 408 || status === 409 || status === 429 || status >= 500) return 'embedder-unavailable';
  return status >= 400 ? 'embedder-refused' : 'embedder-answer-invalid';
}

const LONGEST_QUOTE = 300;

function whatItSaid({ status, body, tries, retryAfterMs }: OutboundAnswer, model: RemoteModel): string {
  const after = tries > 1 ? ` after ${tries} tries` : '';
  const wait = retryAfterMs ? ` It asks to wait ${Math.ceil(retryAfterMs / 1000)} seconds.` : '';
  const redirect = status >= 300 && status < 400 ? ' Redirects are not followed.' : '';
  const message = refusal.safeParse(body).data?.error.message ?? '';
  const quote = model.secret ? message.replaceAll(model.secret, '***') : message;
  const said = quote && ` It said: ${quote.slice(0, LONGEST_QUOTE)}`;
  return `${model.name} answered ${status}${after}.${redirect}${wait}${said}`;
}

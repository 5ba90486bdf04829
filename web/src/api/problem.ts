import type { paths } from './schema.d.ts';

type Problem = paths['/api/search']['get']['responses']['4XX']['content']['application/problem+json'];

/** What the server, or the way to it, has to say about a request that failed; shown to the reader as it is. */
export class ApiProblem extends Error {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly advice: string;
  readonly retry: boolean;
  readonly requestId: string | null;

  /** Whether it lies in what was written into the search box. */
  get aboutQuery(): boolean {
    return this.code === 'query-unreadable' || this.code === 'query-unsupported';
  }

  constructor({
    code,
    title,
    detail,
    advice,
    retry,
    requestId,
  }: Omit<Problem, 'type' | 'status' | 'requestId'> & { requestId: string | null }) {
    super(title);
    this.name = 'ApiProblem';
    this.code = code;
    this.title = title;
    this.detail = detail;
    this.advice = advice;
    this.retry = retry;
    this.requestId = requestId;
  }
}

/** From whatever a failed request left: problem+json, another body, or no answer at all. */
export function problemFrom(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  if (isProblem(error)) return new ApiProblem(error);
  if (error instanceof TypeError) {
    return new ApiProblem({
      code: 'unreachable',
      title: 'Casebook does not answer.',
      detail: 'The browser could not reach the server.',
      advice: 'Check that the `casebook` process is still running, then try again.',
      retry: true,
      requestId: null,
    });
  }
  return new ApiProblem({
    code: 'unreadable',
    title: 'The server gave an answer that this page cannot read.',
    detail: error instanceof Error ? error.message : '',
    advice: 'Reload the page; after an update of Casebook it may be older than the server.',
    retry: true,
    requestId: null,
  });
}

function isProblem(value: unknown): value is Problem {
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Record<string, unknown>;
  return ['code', 'title', 'detail', 'advice', 'requestId'].every((name) => typeof fields[name] === 'string');
}

import createClient from 'openapi-fetch';
import { problemFrom } from './problem.ts';
import type { paths } from './schema.d.ts';

type Answer<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } };
}
  ? Body
  : never;

type Body<Operation> = Operation extends {
  requestBody?: { content: { 'application/json': infer Sent } };
}
  ? Sent
  : never;

export type SearchAnswer = Answer<'/api/search'>;
export type Hit = SearchAnswer['hits'][number];
export type SearchMode = SearchAnswer['mode'];
export type Sort = SearchAnswer['sort'];
export type FacetValue = NonNullable<SearchAnswer['facets']['project']>[number];
export type TicketAnswer = Answer<'/api/tickets/{key}'>;
export type TicketComment = TicketAnswer['comments'][number];
export type RecordAnswer = Answer<'/api/tickets/{key}/record'>;
export type SimilarAnswer = Answer<'/api/tickets/{key}/similar'>;
export type TriageAnswer = Answer<'/api/triage'>;
/** That two tickets are one matter: how probably, and why. */
export type Proposal = Pick<SimilarAnswer['similar'][number], 'probability' | 'likelihood' | 'evidence'>;
export type LettersAnswer = Answer<'/api/dead-letters'>;
export type Letter = LettersAnswer['letters'][number];
export type LetterAnswer = Answer<'/api/dead-letters/{id}'>;

type RedriveRoute = paths['/api/dead-letters/redrive']['post'];
export type RedriveAnswer = RedriveRoute['responses'][200]['content']['application/json'];

export type StatusCategory = TicketAnswer['status']['category'];
export type Insights = Answer<'/api/insights'>;
export type FilterChoices = Answer<'/api/filters'>;
export type Status = Answer<'/api/status'>;
export type Progress = Answer<'/api/sync'>;
export type LedgerAnswer = Answer<'/api/sync/ledger'>;
export type Me = Answer<'/api/me'>;
export type Jobs = Answer<'/api/jobs'>;
export type DeadJobs = Answer<'/api/jobs/dead'>;
export type PipelineEvent = paths['/api/events']['get']['responses'][200]['content']['text/event-stream'];
/** What has passed each stage at a moment. */
export type Sample = Extract<PipelineEvent, { event: 'sample' }>['data'];
export type DoctorAnswer = Answer<'/api/doctor'>;
export type Setting = Answer<'/api/settings'>['settings'][number];
export type User = Answer<'/api/users'>['users'][number];
export type NewUser = Body<paths['/api/users']['post']>;
export type UserChange = Body<paths['/api/users/{login}']['patch']>;
export type AuditAnswer = Answer<'/api/audit'>;
export type AuditRequest = NonNullable<paths['/api/audit']['get']['parameters']['query']>;
export type ApiKey = Answer<'/api/keys'>['keys'][number];
export type NewKey = Body<paths['/api/keys']['post']>;
export type WaysIn = Answer<'/api/session'>;

type ImportRoute = paths['/api/import']['post'];
export type ImportAnswer = ImportRoute['responses'][200]['content']['application/json'];
export type ImportOptions = NonNullable<ImportRoute['parameters']['query']>;

export type SearchRequest = paths['/api/search']['get']['parameters']['query'];

const client = createClient<paths>({ baseUrl: '/' });

/** Every function answers with the body or throws an {@link ApiProblem}. */
export const api = {
  search: (query: SearchRequest, signal: AbortSignal): Promise<SearchAnswer> =>
    body(client.GET('/api/search', { params: { query }, signal })),
  ticket: (key: string, signal: AbortSignal): Promise<TicketAnswer> =>
    body(client.GET('/api/tickets/{key}', { params: { path: { key } }, signal })),
  record: (key: string, signal: AbortSignal): Promise<RecordAnswer> =>
    body(client.GET('/api/tickets/{key}/record', { params: { path: { key } }, signal })),
  similar: (key: string, signal: AbortSignal): Promise<SimilarAnswer> =>
    body(client.GET('/api/tickets/{key}/similar', { params: { path: { key } }, signal })),
  triage: (since: string, signal: AbortSignal): Promise<TriageAnswer> =>
    body(client.GET('/api/triage', { params: { query: { since } }, signal })),
  insights: (query: { per: Insights['per']; project?: string[] }, signal: AbortSignal): Promise<Insights> =>
    body(client.GET('/api/insights', { params: { query }, signal })),
  filters: (signal: AbortSignal): Promise<FilterChoices> => body(client.GET('/api/filters', { signal })),
  status: (signal: AbortSignal): Promise<Status> => body(client.GET('/api/status', { signal })),
  progress: (signal: AbortSignal): Promise<Progress> => body(client.GET('/api/sync', { signal })),
  me: (signal: AbortSignal): Promise<Me> => body(client.GET('/api/me', { signal })),
  waysIn: (refused: string | null, signal: AbortSignal): Promise<WaysIn> =>
    body(client.GET('/api/session', { params: { query: refused === null ? {} : { refused } }, signal })),
  login: (credentials: { login: string; password: string }): Promise<Me> =>
    body(client.POST('/api/session', { body: credentials })),
  changePassword: (passwords: { current: string; password: string }) =>
    body(client.POST('/api/me/password', { body: passwords })),
  logout: () => body(client.DELETE('/api/session')),
  ledger: (site: string | undefined, signal: AbortSignal): Promise<LedgerAnswer> =>
    body(client.GET('/api/sync/ledger', { params: { query: site === undefined ? {} : { site } }, signal })),
  /** Compares every ticket with Jira's, and mends what differs. */
  verify: () => body(client.POST('/api/sync/verify', { body: {} })),
  startSync: () => body(client.POST('/api/sync', { body: {} })),
  doctor: (signal: AbortSignal): Promise<DoctorAnswer> => body(client.GET('/api/doctor', { signal })),
  settings: (signal: AbortSignal): Promise<Answer<'/api/settings'>> =>
    body(client.GET('/api/settings', { signal })),
  users: (signal: AbortSignal): Promise<Answer<'/api/users'>> => body(client.GET('/api/users', { signal })),
  addUser: (user: NewUser) => body(client.POST('/api/users', { body: user })),
  changeUser: (login: string, change: UserChange) =>
    body(client.PATCH('/api/users/{login}', { params: { path: { login } }, body: change })),
  removeUser: (login: string) => body(client.DELETE('/api/users/{login}', { params: { path: { login } } })),
  audit: (query: AuditRequest, signal: AbortSignal): Promise<AuditAnswer> =>
    body(client.GET('/api/audit', { params: { query }, signal })),
  keys: (signal: AbortSignal): Promise<Answer<'/api/keys'>> => body(client.GET('/api/keys', { signal })),
  makeKey: (key: NewKey) => body(client.POST('/api/keys', { body: key })),
  revokeKey: (id: string) => body(client.DELETE('/api/keys/{id}', { params: { path: { id } } })),
  jobs: (signal: AbortSignal): Promise<Jobs> => body(client.GET('/api/jobs', { signal })),
  cancel: (kind: Jobs['work'][number]['kind']): Promise<Jobs> =>
    body(client.POST('/api/jobs/cancel', { body: { kind } })),
  deadJobs: (signal: AbortSignal): Promise<DeadJobs> => body(client.GET('/api/jobs/dead', { signal })),
  retryJob: (id: string) => body(client.POST('/api/jobs/dead/retry', { body: { id } })),
  discardJob: (id: string) => body(client.POST('/api/jobs/dead/discard', { body: { id } })),
  /** Those that wait, of one rule or of all. */
  letters: (query: { rule?: string; after?: number }, signal: AbortSignal): Promise<LettersAnswer> =>
    body(client.GET('/api/dead-letters', { params: { query: { ...query, limit: 20 } }, signal })),
  letter: (id: number, signal: AbortSignal): Promise<LetterAnswer> =>
    body(client.GET('/api/dead-letters/{id}', { params: { path: { id } }, signal })),
  redrive: (rule: string, after: number): Promise<RedriveAnswer> =>
    body(client.POST('/api/dead-letters/redrive', { body: { rule, after } })),
  redriveOne: (id: number): Promise<RedriveAnswer> =>
    body(client.POST('/api/dead-letters/redrive', { body: { ids: [id], after: 0 } })),
  discard: (rule: string) => body(client.POST('/api/dead-letters/discard', { body: { rule } })),
};

async function body<T>(request: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error } = await request.catch((thrown: unknown) => {
    // A request that the page itself gave up is no problem to show.
    if (thrown instanceof DOMException && thrown.name === 'AbortError') throw thrown;
    throw problemFrom(thrown);
  });
  if (data === undefined) throw problemFrom(error);
  return data;
}

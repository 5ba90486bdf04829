import { afterAll } from 'vitest';
import { type DemoJira, type DemoJiraOptions, demoCredentials, startDemoJira } from '../../src/demo/index.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely here; their schema has a test of its own
type Json = any;

export interface Answer {
  readonly status: number;
  readonly body: Json;
}

const { email, apiToken } = demoCredentials;
export const authorization = `Basic ${Buffer.from(`${email}:${apiToken}`).toString('base64')}`;

/** A bare client of the demo Jira, with the demo's credentials. */
export function clientOf(jira: DemoJira) {
  async function call(path: string, init: RequestInit = {}): Promise<Answer> {
    const headers = { authorization, 'content-type': 'application/json', ...init.headers };
    const response = await fetch(`${jira.url}/rest/api/3${path}`, { ...init, headers });
    return { status: response.status, body: await response.json() };
  }
  return {
    get: (path: string) => call(path),
    post: (path: string, body: unknown) => call(path, { method: 'POST', body: JSON.stringify(body) }),
    search: (parameters: Record<string, string>) => call(`/search/jql?${new URLSearchParams(parameters)}`),
  };
}

/** The demo's Jira for the tests of a file, and a client of it. */
export async function servedDemo(options: DemoJiraOptions) {
  const jira = await startDemoJira(options);
  afterAll(() => jira.close());
  return { jira, client: clientOf(jira) };
}

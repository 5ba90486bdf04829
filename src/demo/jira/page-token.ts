import { createHash } from 'node:crypto';

/** Where a search goes on: its query and how many issues were handed out. */
export interface PagePosition {
  readonly jql: string;
  readonly offset: number;
}

const digest = (payload: string) =>
  createHash('sha256').update(`fernhaul ${payload}`).digest('base64url').slice(0, 12);

/** Packs a position into the opaque `nextPageToken`. */
export function pageToken({ jql, offset }: PagePosition): string {
  const payload = Buffer.from(JSON.stringify([offset, jql])).toString('base64url');
  return `${payload}.${digest(payload)}`;
}

/** Unpacks a token; undefined where it is none of ours. */
export function readPageToken(token: string): PagePosition | undefined {
  const [payload, signature, ...rest] = token.split('.');
  if (!payload || !signature || rest.length > 0 || digest(payload) !== signature) return undefined;
  const [offset, jql]: [number, string] = JSON.parse(Buffer.from(payload, 'base64url').toString());
  return { offset, jql };
}

import type { DemoTicket } from '../company/model.ts';
import type { FindTicket } from './json.ts';

/** What a field needs beside its ticket. */
export interface Rendering {
  readonly base: string;
  readonly find: FindTicket;
}

type Render = (ticket: DemoTicket, rendering: Rendering) => unknown;

/** A field of an issue: how `GET /field` describes it, and what an issue shows. */
export interface IssueField {
  readonly name: string;
  /** Whether `*navigable` includes it. */
  readonly navigable: boolean;
  readonly schema: Readonly<Record<string, unknown>>;
  /** `undefined` leaves the field out of the answer, as Jira does with a parent that is not there. */
  readonly render: Render;
}

/** A field that every Jira has. */
export const field = (
  name: string,
  type: string,
  system: string,
  render: Render,
  navigable = true,
): IssueField => ({ name, navigable, schema: { type, system }, render });

/** A field that every Jira has and that holds several of one kind. */
export const list = (
  name: string,
  items: string,
  system: string,
  render: Render,
  navigable = true,
): IssueField => ({ name, navigable, schema: { type: 'array', items, system }, render });

/** A field that an app brings along; the service desk unless told otherwise. */
export const custom = (
  name: string,
  holds: { readonly type: string; readonly items?: string },
  kind: string,
  customId: number,
  render: Render,
  app = 'com.atlassian.servicedesk',
): IssueField => ({
  name,
  navigable: true,
  schema: { ...holds, custom: `${app}:${kind}`, customId },
  render,
});

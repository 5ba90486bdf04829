import type { Access } from './access.ts';
import type { Document } from './document/schema.ts';
import type { Person, Visibility } from './person.ts';
import type { StatusCategory } from './status-category.ts';

/** One value that a change of a ticket replaced, in the words that Jira showed for it. */
export interface ChangedValue {
  /** The field's name in Jira's history, such as `status` or `Link`. */
  readonly field: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** What one person changed at one moment. */
export interface Change {
  readonly id: string;
  /** Null where an automation or somebody unknown did it. */
  readonly author: Person | null;
  readonly created: number;
  readonly items: readonly ChangedValue[];
}

/** Time that somebody worked on a ticket; like a comment it can be for a role or a group alone. */
export interface Worklog {
  readonly id: string;
  readonly author: Person | null;
  /** When the work began, as its author says. */
  readonly started: number;
  readonly seconds: number;
  readonly visibility: Visibility;
  readonly comment: Document | null;
}

export interface Sprint {
  readonly id: string;
  readonly name: string;
  /** `future`, `active` or `closed`; empty where Jira does not say. */
  readonly state: string;
  readonly start: number | null;
  readonly end: number | null;
  readonly goal: string;
}

/** A field that the people of a site added, under the name that they gave it, with its value in words. */
export interface CustomField {
  /** Such as `customfield_10031`: another one on every site. */
  readonly id: string;
  /** The id again where the source does not say the name. */
  readonly name: string;
  /** Jira's type of the value, such as `string`, `option` or `array of user`; empty where the source does not say. */
  readonly type: string;
  /** Whether people wrote it as text, so that search finds it; numbers, choices and people are not. */
  readonly textual: boolean;
  readonly text: string;
}

/** One stretch of time that an agreement counted. */
export interface ServiceCycle {
  readonly start: number | null;
  /** Null while it runs. */
  readonly stop: number | null;
  readonly breached: boolean;
  readonly paused: boolean;
  readonly goalMs: number | null;
  readonly elapsedMs: number | null;
}

/** A service level agreement, such as "Time to first response", with its cycles, oldest first. */
export interface ServiceLevel {
  readonly name: string;
  readonly cycles: readonly ServiceCycle[];
}

/** What Jira Service Management knows about a ticket. */
export interface ServiceRequest {
  readonly type: string | null;
  readonly organizations: readonly string[];
  readonly participants: readonly Person[];
  readonly levels: readonly ServiceLevel[];
  readonly satisfaction: { readonly rating: number; readonly comment: string | null } | null;
}

/** Why an attachment that looks like text has none here. */
export const TEXT_OMISSIONS = ['too-large', 'ticket-full', 'not-text', 'not-given', 'unavailable'] as const;
export type TextOmission = (typeof TEXT_OMISSIONS)[number];

export interface Attachment {
  readonly id: string;
  readonly filename: string;
  readonly mimeType: string;
  /** In bytes. */
  readonly size: number;
  readonly author: Person | null;
  readonly created: number;
  /** What is in it, where that is text and was fetched. */
  readonly text: string | null;
  readonly omitted: TextOmission | null;
}

/** A ticket below this one, as Jira showed it beside it. */
export interface Subtask {
  readonly key: string;
  readonly summary: string | null;
  readonly status: { readonly name: string; readonly category: StatusCategory } | null;
}

/** A part of a ticket that its source gave in a form that could not be read, or not as a whole. */
export interface IncompletePart {
  /** Such as `worklogs`. */
  readonly part: string;
  readonly reason: string;
}

/**
 * What a ticket has beside its core. None of it can have a ticket refused: what cannot be read is left out, and
 * `incomplete` says so. The lake has all of it as it came.
 */
export interface TicketDetails {
  readonly subtasks: readonly Subtask[];
  readonly sprints: readonly Sprint[];
  readonly fields: readonly CustomField[];
  /** Null for tickets of other than service projects. */
  readonly request: ServiceRequest | null;
  /** Oldest first, as worklogs and history are. */
  readonly attachments: readonly Attachment[];
  readonly worklogs: readonly Worklog[];
  readonly history: readonly Change[];
  readonly incomplete: readonly IncompletePart[];
}

/** What parts of the details demand of a reader; the others demand what the ticket does. By the id of the part. */
export interface DetailAccess {
  readonly worklogs: ReadonlyMap<string, Access>;
  readonly attachments: ReadonlyMap<string, Access>;
}

/** Of a source that has none, and of tickets that were stored before details were. */
export const NO_DETAILS: TicketDetails = {
  subtasks: [],
  sprints: [],
  fields: [],
  request: null,
  attachments: [],
  worklogs: [],
  history: [],
  incomplete: [],
};

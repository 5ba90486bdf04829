export { type Access, type Asker, openInProject, permits, restrictTo } from './access.ts';
export { detailAccessText } from './detail-access.ts';
export {
  type Attachment,
  type Change,
  type ChangedValue,
  type CustomField,
  type DetailAccess,
  type IncompletePart,
  NO_DETAILS,
  type ServiceCycle,
  type ServiceLevel,
  type ServiceRequest,
  type Sprint,
  type Subtask,
  TEXT_OMISSIONS,
  type TextOmission,
  type TicketDetails,
  type Worklog,
} from './details.ts';
export { documentToMarkdown } from './document/markdown.ts';
export { type Document, type DocumentNode, documentFromText, documentSchema } from './document/schema.ts';
export { type DocumentBlock, documentBlocks, documentToText } from './document/text.ts';
export { documentFromWiki } from './document/wiki/wiki.ts';
export { CasebookError, type ErrorCode, errorCatalogue } from './errors.ts';
export type { Finding } from './finding.ts';
export {
  type AccessPlan,
  labelsOf,
  NO_PLAN,
  seenInJira,
  type TicketHolder,
  type TicketHolders,
} from './labels.ts';
export { type NamedTicket, namedTicket } from './named-ticket.ts';
export type { Person, Visibility } from './person.ts';
export {
  type DeadLetter,
  type Dispositions,
  type FormerKey,
  type Indexing,
  type RawRecord,
  RECORD_FORMATS,
  RECORD_KINDS,
  type Rebuild,
  type RebuildKind,
  type RecordFormat,
  type Refusal,
  type Replayed,
  type Run,
  recordsHold,
} from './record.ts';
export {
  FIRST_SITE,
  idAtSite,
  isRecordSource,
  isSiteName,
  isSpokenName,
  nameAt,
  type RecordSource,
  type SiteName,
  siteOfSource,
  siteOfTicket,
  sourceAt,
  spokenName,
} from './site.ts';
export { STATUS_CATEGORIES, type StatusCategory } from './status-category.ts';
export { storable, storableText } from './storable-text.ts';
export type { Comment, Ticket, TicketLink } from './ticket.ts';
export { isTimeZone, momentAt } from './time-zone.ts';

/** How programs on this machine use the HTTP API: of the server that holds a data folder, or opened in this process. */
export type { ApplicationHost, OpenApplication } from './application.ts';
export { connect } from './connect.ts';
export { type Connection, inProcess } from './connection.ts';
export { failureOf } from './failure.ts';
export {
  followImport,
  followSync,
  type ImportEnd,
  type Progress,
  type Reading,
  type SyncEnd,
  settled,
} from './follow.ts';

export { type Database, migrateDatabase, openDatabase, plannedMigrations, readDatabase } from './database.ts';
export { databaseKind } from './dialect.ts';
export { insertInGroups } from './insert-in-groups.ts';
export { forgetFact, keepFact, readFact, tieInstallation } from './installation.ts';
export { databaseLocation, isPostgresAddress, showLocation } from './location.ts';
export type {
  CommentTable,
  IndexGenerationTable,
  JobTable,
  Schema,
  TicketTable,
} from './schema.ts';
export { transact } from './transact.ts';
export { wipeFreeSpace } from './wipe-free-space.ts';

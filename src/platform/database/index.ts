export { type Database, migrateDatabase, openDatabase, plannedMigrations } from './database.ts';
export { databaseKind } from './dialect.ts';
export { tieInstallation } from './installation.ts';
export { databaseLocation, isPostgresAddress, showLocation } from './location.ts';
export type {
  CommentTable,
  IndexGenerationTable,
  JobTable,
  Schema,
  TicketTable,
} from './schema.ts';
export { transact } from './transact.ts';

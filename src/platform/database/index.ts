export { type AccessPlans, keepAccessPlan, planFor, readAccessPlans } from './access-plan.ts';
export { type Database, migrateDatabase, openDatabase, plannedMigrations, readDatabase } from './database.ts';
export { type DatabaseKind, databaseKind } from './dialect.ts';
export { inGroups } from './in-groups.ts';
export { insertInGroups } from './insert-in-groups.ts';
export {
  factsOfSites,
  forgetFact,
  keepFact,
  readFact,
  siteFact,
  tieInstallation,
} from './installation.ts';
export { type DatabaseLocation, databaseLocation, isPostgresAddress, showLocation } from './location.ts';
export { knownMigrations } from './migrate.ts';
export { ofSite } from './of-site.ts';
export type { AccessTable, UserTable } from './people-schema.ts';
export { refusedContent } from './refused-content.ts';
export type {
  AttachmentTextTable,
  CommentTable,
  FormerKeyTable,
  IndexGenerationTable,
  JobTable,
  LakeRecordTable,
  LedgerTable,
  Schema,
  TicketDetailTable,
  TicketTable,
} from './schema.ts';
export { copySqlite, factOfSqlite, migrationsOfSqlite, problemsOfSqlite } from './sqlite-file.ts';
export { transact } from './transact.ts';
export { wipeFreeSpace } from './wipe-free-space.ts';

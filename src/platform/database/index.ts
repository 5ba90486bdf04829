export { type Database, openDatabase } from './database.ts';
export type { CommentTable, Schema, TicketTable } from './schema.ts';

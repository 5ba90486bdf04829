export { type Database, openDatabase } from './database.ts';
export type { ChunkTable, CommentTable, Schema, TicketTable } from './schema.ts';

export * from './lake.ts';
export * from './schemas.ts';

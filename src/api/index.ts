export * from './adapt.ts';
export * from './lake.ts';
export * from './schemas.ts';
export * from './similar.ts';

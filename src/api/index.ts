/**
 * The shapes of the HTTP API, for who serves it and who asks it. `/openapi.json` is made from them, and the dashboard's
 * client from that.
 */
export * from './access.ts';
export * from './adapt.ts';
export * from './dead-letters.ts';
export * from './events.ts';
export * from './fine-tuning.ts';
export * from './import.ts';
export * from './insights.ts';
export * from './jobs.ts';
export * from './keys.ts';
export * from './lake.ts';
export * from './ledger.ts';
export * from './people.ts';
export * from './rebuild.ts';
export * from './search.ts';
export * from './settings.ts';
export * from './shapes.ts';
export * from './similar.ts';
export * from './status.ts';
export * from './sync.ts';
export * from './tickets.ts';

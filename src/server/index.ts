export { createServer, type ServerOptions } from './server.ts';
export type { Services } from './services.ts';

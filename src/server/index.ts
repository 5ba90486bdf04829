export { createServer, type ServerOptions } from './server.ts';
export type { Progress, Services } from './services.ts';

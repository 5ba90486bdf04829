export { createServer, type ServerOptions } from './server.ts';
export type { Progress, Services, Status } from './services.ts';

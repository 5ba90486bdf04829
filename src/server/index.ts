export { listenOn, refuseOpenDoor } from './listen.ts';
export { createServer, type ServerOptions } from './server.ts';
export type { Progress, Services, SyncRequest } from './services.ts';

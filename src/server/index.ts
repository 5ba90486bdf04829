export { listenOn, refuseOpenDoor } from './listen.ts';
export { createServer, type ServerOptions } from './server.ts';
export type { Progress, Services, SitePreview, SiteStatus, Status, SyncRequest } from './services.ts';

export { listenOn, refuseOpenDoor } from './listen.ts';
export { listenMeanwhile, type Meanwhile } from './meanwhile.ts';
export { createServer, type ServerOptions } from './server.ts';
export type {
  DeadJobs,
  Jobs,
  Progress,
  Services,
  SitePreview,
  SiteStatus,
  Status,
  SyncRequest,
  TicketSite,
  Work,
  WorkKind,
} from './services.ts';

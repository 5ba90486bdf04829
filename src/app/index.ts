export { type Application, openApplication } from './open.ts';
export { openJiraBefore } from './set-up.ts';
export { version } from './version.ts';

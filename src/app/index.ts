export { type Application, openApplication, version } from './open.ts';
export { openJiraBefore } from './set-up.ts';

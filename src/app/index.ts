export { type Application, openApplication, version } from './open.ts';

export * from './data-folder.ts';
export { asDiskFull } from './disk-full.ts';

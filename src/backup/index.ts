export { checkBackup, unlistedFiles } from './check.ts';
export { type BackupParts, makeBackup } from './make.ts';
export type { BackupManifest } from './manifest.ts';
export { restoreBackup } from './restore.ts';

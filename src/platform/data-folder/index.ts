export {
  type AnnouncedServer,
  announcedServer,
  type DataFolder,
  databaseFile,
  type InstallationKind,
  installationKind,
  installationOf,
  lakeFolder,
  makeFolders,
  mayBeDataFolder,
  modelsFolder,
  openDataFolder,
  settingsFile,
} from './data-folder.ts';
export { asDiskFull } from './disk-full.ts';
export { refuseNoDemo, resetDemo } from './reset.ts';
export { syncFolder } from './sync-folder.ts';

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
  openDataFolder,
} from './data-folder.ts';
export { resetDemo } from './reset.ts';

export { type Config, describeConfig, type LoadedConfig, loadConfig } from './config.ts';
export { proxyVariable } from './proxy.ts';
export { type EmbedderName, type SettingName, settings } from './settings.ts';
export {
  changeSettingsFile,
  holdsSecrets,
  modeOf,
  readSettingsFile,
  type SettingChanges,
} from './settings-file.ts';
export { readSites } from './sites.ts';

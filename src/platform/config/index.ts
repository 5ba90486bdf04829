export { type Config, describeConfig, type LoadedConfig, loadConfig, type ShownSetting } from './config.ts';
export {
  changeKeptSettings,
  holdsSecrets,
  modeOf,
  readKeptSettings,
  type SettingChanges,
} from './kept-settings.ts';
export { proxyVariable } from './proxy.ts';
export { type EmbedderName, type SettingName, settings } from './settings.ts';
export { readSites } from './sites.ts';

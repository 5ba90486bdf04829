export { type Config, describeConfig, type LoadedConfig, loadConfig, type ShownSetting } from './config.ts';
export { proxyVariable } from './proxy.ts';
export { type EmbedderName, type SettingName, settings } from './settings.ts';
export { readSites } from './sites.ts';

export { settingOf, type SettingOptions } from "./setting-of.ts";

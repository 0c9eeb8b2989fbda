export { createInstallationHost, type InstallationHost, type InstallationHostOptions } from "./installation-host.ts";

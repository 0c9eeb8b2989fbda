import type { Logger } from "@checkstack/backend-api";

export const silent: Logger = { debug() {}, info() {}, warn() {}, error() {} };

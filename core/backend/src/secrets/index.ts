export { deriveKey } from "./derive-key.ts";
export { loadOrCreateSecret } from "./load-secret.ts";
export { createSecretBox } from "./secret-box.ts";

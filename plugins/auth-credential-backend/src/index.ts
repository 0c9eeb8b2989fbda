import { authenticationStrategies } from "@checkstack/auth-common";
import { core, createBackendPlugin } from "@checkstack/backend-api";
import { secretText } from "@checkstack/common";
import * as z from "zod";
import { createCredentialStrategy } from "./credential-strategy.ts";
import { passwordHasher } from "./password-hasher.ts";
import { createPasswordStore } from "./password-store.ts";
import { pluginMetadata } from "./plugin-metadata.ts";

const form = z.object({
  email: z.email().meta({ title: "E-mail address" }),
  password: secretText().meta({ title: "Password" }),
});

export default createBackendPlugin({
  metadata: pluginMetadata,
  register(registry) {
    registry.registerInit({
      deps: { database: core.database, clock: core.clock },
      init({ database, clock, contribute }) {
        contribute(authenticationStrategies, {
          metadata: {
            id: "credential",
            displayName: "E-mail and password",
            form: z.toJSONSchema(form),
            managesPasswords: true,
          },
          implementation: createCredentialStrategy({
            store: createPasswordStore({ database }),
            hasher: passwordHasher,
            clock,
          }),
        });
      },
    });
  },
});

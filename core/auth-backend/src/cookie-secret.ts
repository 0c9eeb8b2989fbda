import { randomBytes } from "node:crypto";
import type { Queries, SecretBox } from "@checkstack/backend-api";

const PLACE = "cookie_secrets.1.sealed";

/** The secret that signs cookies: made once, the same in every process, sealed at rest. */
export async function loadCookieSecret(database: Queries, secrets: SecretBox): Promise<string> {
  const fresh = secrets.seal(randomBytes(32).toString("base64url"), PLACE);
  await database.query("insert into cookie_secrets (id, sealed) values (1, $1) on conflict do nothing", [fresh]);
  const [row] = await database.query<{ sealed: string }>("select sealed from cookie_secrets where id = $1", [1]);
  if (!row)
    throw new Error("the secret that signs cookies was stored and is not there; is another process removing it?");
  try {
    return secrets.open(row.sealed, PLACE);
  } catch (cause) {
    throw new Error(
      "the secret that signs cookies cannot be opened: this installation's key is not the one it was sealed with; " +
        "start with the earlier key, or delete the row of cookie_secrets, which signs everybody out",
      { cause },
    );
  }
}

import type { PackedPlugin } from "@checkstack/common";

/**
 * Host packages that a plugin's own files bring along. Two copies of one would each have their own state: hooks of React
 * throw, tables of Drizzle are not recognised. Found by a text that the package's own code has and code that uses it has not.
 */
export function ownCopies(plugin: PackedPlugin, files: ReadonlyMap<string, Uint8Array>): string[] {
  return [
    ...(plugin.backend ? copiesIn(plugin.backend.entry, BACKEND_MARKS, files) : []),
    ...(plugin.frontend ? copiesIn(plugin.frontend.entry, FRONTEND_MARKS, files) : []),
  ];
}

const BACKEND_MARKS = { zod: "__zod_globalConfig", "drizzle-orm": "drizzle:entityKind" } as const;
const FRONTEND_MARKS = { react: "__CLIENT_INTERNALS_DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE" } as const;

/** Looks at every script in the folder of `entry`. */
function copiesIn(
  entry: string,
  marks: Readonly<Record<string, string>>,
  files: ReadonlyMap<string, Uint8Array>,
): string[] {
  const folder = entry.slice(0, entry.lastIndexOf("/") + 1);
  const scripts = [...files].filter(([path]) => path.startsWith(folder) && path.endsWith(".js"));
  return scripts.flatMap(([path, bytes]) => {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    return Object.entries(marks)
      .filter(([, mark]) => text.includes(mark))
      .map(
        ([name]) =>
          `The file ${path} has its own copy of ${name}, which the platform gives; leave it out of the bundle (plugin-pack does).`,
      );
  });
}

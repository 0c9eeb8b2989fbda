/** Sees to it that there is a `redis-server`, which some tests start. Elsewhere than on Debian as root they say that they need one. */
export function installRedis(): Record<string, never> {
  if (Bun.which("redis-server") || process.getuid?.() !== 0 || !Bun.which("apt-get")) return {};
  console.log("  installing Redis with apt-get");
  Bun.spawnSync(["apt-get", "update"], quiet);
  Bun.spawnSync(["apt-get", "install", "-y", "--no-install-recommends", "redis-server"], {
    ...quiet,
    // The package would start a server of its own.
    env: { ...process.env, RUNLEVEL: "1" },
  });
  return {};
}

const quiet = { stdout: "ignore", stderr: "inherit" } as const;

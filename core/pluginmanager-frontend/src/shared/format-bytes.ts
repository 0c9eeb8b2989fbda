const UNITS = ["bytes", "KB", "MB", "GB", "TB"];

/** `512 bytes`, `12.4 KB`, `3 MB`: thousands, as files are told everywhere. */
export function formatBytes(bytes: number): string {
  const power = Math.min(bytes < 1_000 ? 0 : Math.floor(Math.log10(bytes) / 3), UNITS.length - 1);
  const amount = bytes / 1_000 ** power;
  const digits = power === 0 || amount >= 100 ? 0 : 1;
  return `${amount.toFixed(digits).replace(/\.0$/, "")} ${bytes === 1 ? "byte" : UNITS[power]}`;
}

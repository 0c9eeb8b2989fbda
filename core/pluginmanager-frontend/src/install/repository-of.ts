/** `owner/name` out of what people paste: that itself, or any address within the repository. */
export function repositoryOf(text: string): string {
  const trimmed = text.trim();
  const path = URL.canParse(trimmed) ? new URL(trimmed).pathname : trimmed;
  const [owner, name] = path.split("/").filter((part) => part !== "");
  return owner === undefined || name === undefined ? trimmed : `${owner}/${name.replace(/\.git$/, "")}`;
}

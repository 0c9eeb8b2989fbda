import type { PluginDetail } from "@checkstack/pluginmanager-common";
import { Card, CardBody, CardHeader, RelativeTime } from "@checkstack/ui";
import { Link } from "react-router";
import { formatBytes } from "../shared/format-bytes.ts";
import { pluginPath } from "../shared/paths.ts";
import { Detail, Details, ForeignLink, Hash } from "../shared/section.tsx";
import { SignatureBadge, signatureSentence } from "../shared/signature-badge.tsx";
import { describeSource } from "../shared/source-words.ts";

/** What it is, who made it and where it came from. */
export function AboutCard({ plugin }: { plugin: PluginDetail }) {
  const { id, packageName, author, license, homepage, installed } = plugin;
  return (
    <Card>
      <CardHeader title="About" />
      <CardBody>
        <Details>
          <Detail term="Id">
            <code className="font-mono text-xs">{id}</code>
          </Detail>
          <Detail term="Package">
            <code className="font-mono text-xs">{installed?.name ?? packageName}</code>
          </Detail>
          <Detail term="Author">{author}</Detail>
          <Detail term="Licence">{license}</Detail>
          <Detail term="Home page">{homepage !== undefined && <ForeignLink href={homepage} />}</Detail>
          {installed && (
            <>
              <Detail term="Came from">{describeSource(installed.source)}</Detail>
              <Detail term="Signature">
                <SignatureBadge signature={installed.signature} />
                <span className="mt-0.5 block text-xs text-text-muted">{signatureSentence(installed.signature)}</span>
              </Detail>
              <Detail term="Size">{formatBytes(installed.size)}</Detail>
              <Detail term="SHA-256">
                <Hash value={installed.sha256} label="Copy the SHA-256" />
              </Detail>
              <Detail term="Installed">
                <RelativeTime at={installed.installedAt} /> by {installed.installedBy}
              </Detail>
              <Detail term="Same package">{companions(installed.pluginIds, id)}</Detail>
            </>
          )}
        </Details>
      </CardBody>
    </Card>
  );
}

/** The other plugins of the package. */
function companions(pluginIds: readonly string[], self: string) {
  const others = pluginIds.filter((pluginId) => pluginId !== self);
  if (others.length === 0) return undefined;
  return (
    <span className="flex flex-wrap gap-x-3">
      {others.map((pluginId) => (
        <Link key={pluginId} to={pluginPath(pluginId)} className="text-accent-text hover:underline">
          {pluginId}
        </Link>
      ))}
    </span>
  );
}

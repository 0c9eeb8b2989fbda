import { plural } from "@checkstack/frontend-api";
import type { Preview, Signature } from "@checkstack/pluginmanager-common";
import { Card, CardBody, CardHeader } from "@checkstack/ui";
import { Link } from "react-router";
import { formatBytes } from "../shared/format-bytes.ts";
import { trustPath } from "../shared/paths.ts";
import { Detail, Details, ForeignLink, Hash } from "../shared/section.tsx";
import { SignatureBadge, signatureSentence } from "../shared/signature-badge.tsx";
import { describeSource } from "../shared/source-words.ts";

/** What the package is, who made it, and who vouches for that. */
export function WhatItIsCard({ preview }: { preview: Preview }) {
  const { name, version, author, license, homepage, sha256, size, source, provenance, signature, bundled } = preview;
  return (
    <Card>
      <CardHeader title="What it is" />
      <CardBody className="flex flex-col gap-4">
        {preview.description && <p className="text-sm text-text">{preview.description}</p>}
        <Details>
          <Detail term="Package">
            <code className="font-mono text-xs">
              {name} {version}
            </code>
          </Detail>
          <Detail term="Author">{author ?? <span className="text-text-muted">It does not say</span>}</Detail>
          <Detail term="Signature">
            <SignatureBadge signature={signature} />
            <span className="mt-0.5 block text-xs text-text-muted">{signatureSentence(signature)}</span>
            <TrustLink signature={signature} />
          </Detail>
          {provenance && (
            <Detail term="Built from">
              {[provenance.repository, provenance.workflow, provenance.commit?.slice(0, 12)]
                .filter(Boolean)
                .join(" · ")}
              <span className="block text-xs text-text-muted">As the registry says; not verified here.</span>
            </Detail>
          )}
          <Detail term="Comes from">{describeSource(source)}</Detail>
          <Detail term="Licence">{license}</Detail>
          <Detail term="Home page">{homepage !== undefined && <ForeignLink href={homepage} />}</Detail>
          <Detail term="Size">
            {formatBytes(size.packed)} packed, {formatBytes(size.unpacked)} in {plural(size.files, "file")}
          </Detail>
          <Detail term="Contains">
            {bundled.length > 0 && (
              <span className="wrap-anywhere">
                {plural(bundled.length, "third-party package")}
                <span className="block text-xs text-text-muted">
                  {bundled.map((one) => `${one.name} ${one.version}`).join(", ")}
                </span>
              </span>
            )}
          </Detail>
          <Detail term="SHA-256">
            <Hash value={sha256} label="Copy the SHA-256" />
          </Detail>
        </Details>
      </CardBody>
    </Card>
  );
}

/** A key that is not known can be made so, by somebody who has it from its owner. */
const TrustLink = ({ signature }: { signature: Signature }) =>
  signature.state === "unknown" && (
    <Link to={trustPath(signature.publicKey)} className="text-xs text-accent-text hover:underline">
      Trust the key {signature.keyId}
    </Link>
  );

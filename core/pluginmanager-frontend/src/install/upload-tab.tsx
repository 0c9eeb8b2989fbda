import { MAX_ARTIFACT_BYTES, type PluginSource } from "@checkstack/pluginmanager-common";
import { Button, Card, CardBody, cn, ErrorState } from "@checkstack/ui";
import { Upload as UploadIcon } from "lucide-react";
import { useRef, useState, type DragEvent } from "react";
import { formatBytes } from "../shared/format-bytes.ts";
import { PackageRefusal } from "./package-refusal.tsx";
import { UploadProgress } from "./upload-progress.tsx";
import { useUpload } from "./use-upload.ts";
import { wrongFile } from "./wrong-file.ts";

/** A file from this computer, chosen or dropped. */
export function UploadTab({ onChoose }: { onChoose(source: PluginSource): void }) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const upload = useUpload((sha256) => onChoose({ type: "tarball", sha256 }));
  const take = (files: FileList | null) => {
    const [file] = files ?? [];
    if (!file || upload.phase === "sending") return;
    const reason = wrongFile(file);
    setWrong(reason);
    upload.cancel();
    if (reason === undefined) upload.start(file);
  };
  const drag = (event: DragEvent, inside: boolean) => {
    event.preventDefault();
    setOver(inside);
  };
  return (
    <Card>
      <CardBody className="flex flex-col gap-4">
        <div
          onDragEnter={(event) => drag(event, true)}
          onDragOver={(event) => drag(event, true)}
          onDragLeave={(event) => drag(event, false)}
          onDrop={(event) => {
            drag(event, false);
            take(event.dataTransfer.files);
          }}
          className={cn(
            "flex min-h-52 flex-col items-center justify-center gap-2 rounded-lg border-2 border-dashed border-line-strong px-6 py-10 text-center",
            over && "border-accent bg-accent-soft",
          )}
        >
          <UploadIcon aria-hidden className="size-6 text-text-muted" />
          {upload.phase === "sending" ? (
            <UploadProgress name={upload.file.name} sent={upload.sent} onCancel={upload.cancel} />
          ) : (
            <>
              <p className="text-sm font-medium text-text">Drop a packed plugin here</p>
              <p className="text-sm text-balance text-text-muted">
                A .tgz that plugin-pack made, at most {formatBytes(MAX_ARTIFACT_BYTES)}. Uploading installs nothing.
              </p>
              <Button className="mt-2" onClick={() => input.current?.click()}>
                Choose a file
              </Button>
            </>
          )}
          <input
            ref={input}
            type="file"
            accept=".tgz,.tar.gz,application/gzip"
            aria-label="A packed plugin"
            className="hidden"
            onChange={(event) => {
              take(event.target.files);
              // The same file may be chosen again after it was packed anew.
              event.target.value = "";
            }}
          />
        </div>
        {wrong !== undefined && <ErrorState error={wrong} hint="" />}
        {upload.phase === "failed" && (
          <PackageRefusal
            error={upload.error}
            title={`${upload.file.name} was not taken`}
            onRetry={() => upload.start(upload.file)}
          />
        )}
      </CardBody>
    </Card>
  );
}

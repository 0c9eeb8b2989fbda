import { MAX_ARTIFACT_BYTES, type PluginSource } from "@checkstack/pluginmanager-common";
import { Button, Card, CardBody, cn, ErrorState } from "@checkstack/ui";
import { useMutation } from "@tanstack/react-query";
import { LoaderCircle, Upload } from "lucide-react";
import { useRef, useState, type DragEvent } from "react";
import { useManager } from "../shared/clients.ts";
import { formatBytes } from "../shared/format-bytes.ts";
import { PackageRefusal } from "./package-refusal.tsx";
import { wrongFile } from "./wrong-file.ts";

/** A file from this computer, chosen or dropped. */
export function UploadTab({ onChoose }: { onChoose(source: PluginSource): void }) {
  const manager = useManager();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const upload = useMutation({
    mutationFn: (file: File) => manager.artifacts.upload.call(file),
    onSuccess: ({ sha256 }) => onChoose({ type: "tarball", sha256 }),
  });
  const take = (files: FileList | null) => {
    const [file] = files ?? [];
    if (!file || upload.isPending) return;
    const reason = wrongFile(file);
    setWrong(reason);
    upload.reset();
    if (reason === undefined) upload.mutate(file);
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
            "flex flex-col items-center gap-2 rounded-lg border-2 border-dashed border-line-strong px-6 py-12 text-center",
            over && "border-accent bg-accent-soft",
          )}
        >
          <Upload aria-hidden className="size-6 text-text-muted" />
          {upload.isPending ? (
            <p role="status" className="flex items-center gap-2 text-sm text-text">
              <LoaderCircle aria-hidden className="size-4 animate-spin" />
              Uploading {upload.variables.name}, {formatBytes(upload.variables.size)}
            </p>
          ) : (
            <>
              <p className="text-sm font-medium text-text">Drop a packed plugin here</p>
              <p className="text-sm text-text-muted">
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
        {upload.error && <PackageRefusal error={upload.error} title="The file was not taken" />}
      </CardBody>
    </Card>
  );
}

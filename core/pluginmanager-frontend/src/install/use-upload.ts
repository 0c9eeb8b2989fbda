import { pluginMetadata } from "@checkstack/pluginmanager-common";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { sendFile, type SentBytes } from "./send-file.ts";
import { readUploadAnswer, uploadLost } from "./upload-answer.ts";

/** The upload of one packed plugin at a time. */
export type Upload = (
  | { readonly phase: "idle" }
  | { readonly phase: "sending"; readonly file: File; readonly sent: SentBytes }
  | { readonly phase: "failed"; readonly file: File; readonly error: unknown }
) & {
  start(file: File): void;
  /** Ends what is under way, and forgets what failed. */
  cancel(): void;
};

/** Calls `onTaken` with the file's hash once the server has it. Whoever leaves the page ends the upload. */
export function useUpload(onTaken: (sha256: string) => void): Upload {
  const [sent, setSent] = useState<SentBytes>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const {
    mutate,
    reset,
    variables: file,
    status,
    error,
  } = useMutation({
    mutationFn: async (chosen: File) => {
      const controller = new AbortController();
      running.current = controller;
      setSent({ done: 0, total: chosen.size });
      const answer = await sendFile({
        // By its address and not by the client of the contract, which cannot tell how far it is.
        url: `/api/${pluginMetadata.pluginId}/artifacts`,
        file: chosen,
        contentType: "application/gzip",
        signal: controller.signal,
        onProgress: setSent,
        lost: uploadLost,
      });
      return readUploadAnswer(answer, chosen);
    },
    onSuccess: onTaken,
  });
  const control = {
    start: (chosen: File) => mutate(chosen),
    cancel() {
      running.current?.abort();
      reset();
    },
  };
  if (file && sent && status === "pending") return { phase: "sending", file, sent, ...control };
  if (file && status === "error") return { phase: "failed", file, error, ...control };
  return { phase: "idle", ...control };
}

import { Button } from "@checkstack/ui";
import { ProgressBar } from "../shared/progress-bar.tsx";
import type { SentBytes } from "./send-file.ts";

export interface UploadProgressProps {
  name: string;
  sent: SentBytes;
  onCancel(): void;
}

/** How far a file is, and the way to stop it. What is spoken changes once, when all is sent. */
export const UploadProgress = ({ name, sent, onCancel }: UploadProgressProps) => (
  <>
    <p role="status" className="text-sm wrap-anywhere text-text">
      {sent.done < sent.total ? `Sending ${name}` : `The server looks at ${name}`}
    </p>
    <ProgressBar label="Sent" done={sent.done} total={sent.total} className="w-40 sm:w-64" />
    <Button className="mt-2" onClick={onCancel}>
      Cancel
    </Button>
  </>
);

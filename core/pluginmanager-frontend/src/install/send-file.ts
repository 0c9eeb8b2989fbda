/** How much of a file is sent. */
export interface SentBytes {
  readonly done: number;
  readonly total: number;
}

export interface SendFileOptions {
  readonly url: string;
  readonly file: File;
  readonly contentType: string;
  /** Ends it; the promise then rejects with the signal's reason. */
  readonly signal: AbortSignal;
  readonly onProgress: (sent: SentBytes) => void;
  /** The error for a connection that ended before there was an answer. */
  readonly lost: (sent: SentBytes) => Error;
}

/** Sends a file as the body of a POST and tells how far it is, which `fetch` cannot. */
export function sendFile(options: SendFileOptions): Promise<{ readonly status: number; readonly body: string }> {
  const { url, file, contentType, signal, onProgress, lost } = options;
  return new Promise((resolve, reject) => {
    let sent: SentBytes = { done: 0, total: file.size };
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", ({ loaded }) => {
      sent = { ...sent, done: loaded };
      onProgress(sent);
    });
    request.addEventListener("load", () => resolve({ status: request.status, body: request.responseText }));
    request.addEventListener("error", () => reject(lost(sent)));
    request.addEventListener("abort", () => reject(signal.reason));
    if (signal.aborted) return reject(signal.reason);
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.open("POST", url);
    request.setRequestHeader("content-type", contentType);
    request.send(file);
  });
}

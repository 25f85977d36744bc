import type { FormPhoto } from "@/components/report/form/form-values";

export type PhotoAnswer =
  | { kind: "kept"; photo: FormPhoto }
  /** The server's words about this file; the same file would be refused again. */
  | { kind: "refused"; message: string }
  | { kind: "lost" };

/** Posts one photo. `fetch` cannot tell how far an upload is, XMLHttpRequest can. */
export function sendPhoto(
  photo: Blob,
  name: string,
  signal: AbortSignal,
  onProgress: (percent: number) => void,
): Promise<PhotoAnswer> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/api/photos");
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) =>
      total > 0 && onProgress(Math.floor((loaded / total) * 100));
    request.onload = () => resolve(readAnswer(request.status, request.response));
    request.onerror = request.onabort = request.ontimeout = () => resolve({ kind: "lost" });
    signal.addEventListener("abort", () => request.abort(), { once: true });
    const form = new FormData();
    form.set("photo", photo, name);
    request.send(form);
  });
}

function readAnswer(status: number, answer: unknown): PhotoAnswer {
  const { id, url, message } = (answer ?? {}) as { id?: unknown; url?: unknown; message?: unknown };
  if (status < 300 && typeof id === "string" && typeof url === "string")
    return { kind: "kept", photo: { id, url } };
  // A 4xx speaks about the file or the sender; anything else may go better the next time.
  if (status >= 400 && status < 500 && typeof message === "string") return { kind: "refused", message };
  return { kind: "lost" };
}

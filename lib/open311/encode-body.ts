import { randomUUID } from "node:crypto";
import type { OutgoingFile, PostForm } from "@/lib/open311/form-parts";

/** An encoded body, and the same as text for the record, with files described instead of included. */
export type EncodedBody = { contentType: string; body: string | Uint8Array; shown: string };

const quote = (text: string): string => text.replace(/"/g, "%22").replace(/\r/g, "%0D").replace(/\n/g, "%0A");

function partHead(boundary: string, name: string, file?: OutgoingFile): string {
  const filename = file
    ? `; filename="${quote(file.name)}"\r\nContent-Type: ${file.type.replace(/[\r\n]/g, "")}`
    : "";
  return `--${boundary}\r\nContent-Disposition: form-data; name="${quote(name)}"${filename}\r\n\r\n`;
}

/** Form-encoded as the standard wants it; multipart only where there are files, since not every peer takes it. */
export function encodeBody({ fields, files }: PostForm): EncodedBody {
  if (files.length === 0) {
    const body = new URLSearchParams(fields).toString();
    return { contentType: "application/x-www-form-urlencoded; charset=utf-8", body, shown: body };
  }
  const boundary = `----mendline-${randomUUID()}`;
  const texts = fields
    .map(([name, value]) => `${partHead(boundary, name)}${value.replace(/\r?\n/g, "\r\n")}\r\n`)
    .join("");
  const end = `--${boundary}--\r\n`;
  const body = Buffer.concat([
    Buffer.from(texts),
    ...files.flatMap((file) => [
      Buffer.from(partHead(boundary, file.field, file)),
      file.bytes,
      Buffer.from("\r\n"),
    ]),
    Buffer.from(end),
  ]);
  const described = files.map(
    (file) => `${partHead(boundary, file.field, file)}(${file.bytes.byteLength} bytes)\r\n`,
  );
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body,
    shown: texts + described.join("") + end,
  };
}

import type { ReceivedFile } from "@/lib/mail/inbound/received-mail";
import type { Attachment } from "@/lib/mail/mail";

const maxFiles = 5;
/** Of all together; base64 makes a third more of it, and many mailboxes take no more than ten. */
const maxBytes = 7_000_000;

/** What a file is by its first bytes, whatever its name and its mail say. */
const kinds: [begins: number[], type: string, ending: string][] = [
  [[0xff, 0xd8, 0xff], "image/jpeg", "jpg"],
  [[0x89, 0x50, 0x4e, 0x47], "image/png", "png"],
  [[0x47, 0x49, 0x46, 0x38], "image/gif", "gif"],
  [[0x25, 0x50, 0x44, 0x46, 0x2d], "application/pdf", "pdf"],
];

/** The pictures and PDFs of a stranger's mail that are passed on, and how many other files are left out. */
export function filesToPassOn(files: readonly ReceivedFile[]): { files: Attachment[]; leftOut: number } {
  const passed: Attachment[] = [];
  let size = 0;
  for (const { fileName, bytes } of files) {
    const kind = kinds.find(([begins]) => begins.every((byte, at) => bytes[at] === byte));
    if (!kind || passed.length === maxFiles || size + bytes.length > maxBytes) continue;
    size += bytes.length;
    const [, type, ending] = kind;
    const base = fileName
      .replace(/\.[^.]*$/, "")
      .replace(/[^\p{L}\p{N} _-]/gu, "_")
      .slice(0, 80);
    passed.push({ fileName: `${base || `file-${passed.length + 1}`}.${ending}`, type, bytes });
  }
  return { files: passed, leftOut: files.length - passed.length };
}

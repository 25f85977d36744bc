import { expect, test } from "vitest";
import { filesToPassOn } from "@/lib/delivery/inbound-mail/pass-on-files";

const jpeg = (length = 10) => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(length)]);
const file = (fileName: string, bytes: Uint8Array, type = "application/octet-stream") => ({
  fileName,
  type,
  bytes,
});

test("pictures and PDFs are passed on as what they are, whatever they are called", () => {
  const { files, leftOut } = filesToPassOn([
    file("../../photo.exe", jpeg()),
    file("", Buffer.from("%PDF-1.7 …")),
    file("invoice.pdf", Buffer.from("MZ…"), "application/pdf"),
    file("page.html", Buffer.from("<script>"), "image/png"),
  ]);
  expect(files.map(({ fileName, type }) => [fileName, type])).toEqual([
    ["______photo.jpg", "image/jpeg"],
    ["file-2.pdf", "application/pdf"],
  ]);
  expect(leftOut).toBe(2);
});

test("five files, and no more than a mailbox takes", () => {
  expect(filesToPassOn(Array.from({ length: 7 }, () => file("a.jpg", jpeg())))).toMatchObject({ leftOut: 2 });
  const big = filesToPassOn([
    file("a.jpg", jpeg(4_000_000)),
    file("b.jpg", jpeg(4_000_000)),
    file("c.jpg", jpeg(10)),
  ]);
  expect(big.files.map(({ fileName }) => fileName)).toEqual(["a.jpg", "c.jpg"]);
});

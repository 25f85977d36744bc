import { expect, test } from "vitest";
import { imageInDataUri } from "@/lib/sync/media/data-uri";

test.each<[string, string, number[] | null]>([
  ["base64", "data:image/png;base64,iVBORw==", [0x89, 0x50, 0x4e, 0x47]],
  ["base64 in several lines", "data:image/png;base64,iV\n BO Rw==", [0x89, 0x50, 0x4e, 0x47]],
  ["base64 that was escaped", "data:image/png;base64,iVBORw%3D%3D", [0x89, 0x50, 0x4e, 0x47]],
  ["further parameters", "DATA:image/jpeg;name=a.jpg;BASE64,/9j/", [0xff, 0xd8, 0xff]],
  ["bytes as they are", "data:image/gif,GIF89a%01\u00ff", [71, 73, 70, 56, 57, 97, 1, 255]],
  ["a text", "data:text/plain,hello", null],
  ["a picture by its words only", "data:;base64,iVBORw==", null],
  ["no comma", "data:image/png;base64", null],
  ["an address", "https://council.example/image/png,1", null],
])("of a data: URI with %s", (_, uri, bytes) => {
  const found = imageInDataUri(uri);
  expect(found && [...found]).toEqual(bytes);
});

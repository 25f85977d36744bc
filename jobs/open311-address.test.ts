import fc from "fast-check";
import { expect, test } from "vitest";
import { addressWithBlanks, plainAddress } from "@/jobs/open311-address.mjs";

test.each([
  ["/open311/v2/requests.json", "/open311/v2/requests.json"],
  ["/open311/v2//requests.json", "/open311/v2/requests.json"],
  ["//open311///v2/requests.xml/?a=b", "/open311/v2/requests.xml?a=b"],
  ["/open311/", "/open311"],
  ["/open311.cgi/v2/requests/7.xml/", "/open311.cgi/v2/requests/7.xml"],
  ["/open311/v2/services/A%2FB%20C.xml", "/open311/v2/services/A%2FB%20C.xml"],
  ["/open311/v2/services/100%.xml", "/open311/v2/services/100%25.xml"],
  ["/open311/v2/services/Schlagl%F6cher.xml", "/open311/v2/services/Schlagl%C3%B6cher.xml"],
  ["/open311/v2/services/Schlagl%C3%B6cher.xml", "/open311/v2/services/Schlagl%C3%B6cher.xml"],
  ["/open311/v2/services/Schlagl\xc3\xb6cher.xml", "/open311/v2/services/Schlagl%C3%B6cher.xml"],
  ["/open311/v2/services/a%00b.xml", "/open311/v2/services/ab.xml"],
  ["/open311/v2/%2e%2e/../x.xml", "/open311/v2/x.xml"],
  ["/open311/v2/requests.xml?q=caf\xe9?&p=100%", "/open311/v2/requests.xml?q=caf%E9?&p=100%"],
])("%s is taken for %s", (address, plain) => {
  expect(plainAddress(address)).toBe(plain);
});

test.each(["/", "//reports/", "/open311x//y", "/around?q=/open311//", "*", ""])(
  "%s is left alone",
  (address) => {
    expect(plainAddress(address)).toBe(address);
  },
);

test("whatever comes is an address afterwards, and stays it", () => {
  const byte = fc.integer({ min: 0x21, max: 0xff }).map((code) => String.fromCharCode(code));
  const piece = fc.oneof(byte, fc.constantFrom("/", "//", "%", "%2f", "%e9", "%C3%A9", "..", "?", "v2"));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const plain = plainAddress(`/open311/${pieces.join("")}`);
      expect(plain).toMatch(/^\/open311(?![^?]*\/\/)[\x21-\x7e]*$/);
      expect(decodeURIComponent(plain.split("?")[0] ?? "")).toContain("/open311");
      expect(plainAddress(plain)).toBe(plain);
    }),
  );
});

test("blanks in the address of a GET are understood, other nonsense is not", () => {
  const at = (line: string) => addressWithBlanks(Buffer.from(`${line}\r\nHost: x\r\n\r\n`, "latin1"));
  expect(at("GET /open311/v2/services/Pot holes.xml?q=a b HTTP/1.1")).toBe(
    "/open311/v2/services/Pot%20holes.xml?q=a%20b",
  );
  const others = [
    "GET /around x HTTP/1.1",
    "POST /open311/v2/a b HTTP/1.1",
    "GET /open311/v2/a b",
    "nonsense",
  ];
  expect(others.map(at)).toEqual([null, null, null, null]);
  expect(addressWithBlanks(undefined)).toBeNull();
});

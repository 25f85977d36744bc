import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { curlToCopy } from "@/components/admin/wire/curl";

const call = {
  method: "POST",
  url: "https://desk.example/requests.xml?api_key=%5Bblanked%5D",
  requestHeaders: {
    "Content-Type": "application/x-www-form-urlencoded",
    "content-length": "7",
    Authorization: "[blanked]",
  },
  requestBody: 'description=It\'s $HOME `here` \\ "there"\n&email=[blanked]',
};

test("what is copied says what was sent, with dots where a secret was", () => {
  const curl = curlToCopy(call);
  expect(curl).toContain("curl -X POST 'https://desk.example/requests.xml?api_key=••••'");
  expect(curl).toContain("-H 'Authorization: ••••'");
  expect(curl).not.toMatch(/content-length|blanked/i);
  expect(curlToCopy({ ...call, method: "GET", requestBody: null })).not.toContain("--data");
  expect(curlToCopy({ ...call, method: "MAIL" })).toBeNull();
});

test("a shell takes every character for itself, whatever a report says", () => {
  const script = `curl() { printf '%s\\0' "$@"; }; ${curlToCopy(call)}`;
  const given = execFileSync("sh", ["-c", script]).toString().split("\0");
  expect(given).toContain('description=It\'s $HOME `here` \\ "there"\n&email=••••');
});

import { expect, onTestFinished, test } from "vitest";
import { provideEnv } from "@/lib/env";
import { readReturnToken, returnAddress, returnToken } from "@/lib/mail/return-address";

const token = returnToken({ kind: "report", id: 7039 });

test("a return address says what a mail was about, and only we can write one", () => {
  expect(token).toMatch(/^report-7039-[0-9a-f]{10}$/);
  expect(readReturnToken(token)).toEqual({ kind: "report", id: 7039 });
  expect(readReturnToken(`${token}@mail.mendline.example`)).toEqual({ kind: "report", id: 7039 });
  expect(readReturnToken(returnToken({ kind: "alert", id: 7039 }))).toEqual({ kind: "alert", id: 7039 });
  // The hash of one thing opens no other.
  expect(readReturnToken(token.replace("report", "alert"))).toBeNull();
  expect(readReturnToken(token.replace("7039", "7040"))).toBeNull();
});

test("AC-042: a token altered by one character is nobody's; one in capitals with a stray dot is read", () => {
  for (let at = 0; at < 10; at++) {
    const start = token.length - 10;
    const other = token[start + at] === "a" ? "b" : "a";
    expect(readReturnToken(token.slice(0, start + at) + other + token.slice(start + at + 1))).toBeNull();
  }
  const stray = `${token.toUpperCase().slice(0, 9)}.${token.toUpperCase().slice(9)}`;
  expect(readReturnToken(stray)).toEqual({ kind: "report", id: 7039 });
});

test("an l is read as 1 and an o as 0, as people type them off paper", () => {
  const typed = (about: number) => {
    const [, id = "", hash = ""] = returnToken({ kind: "report", id: about }).split("-");
    return `report-${[id, hash].map((part) => part.replaceAll("1", "l").replaceAll("0", "O")).join("-")}`;
  };
  for (const id of [1, 10, 101, 2010]) expect(readReturnToken(typed(id))).toEqual({ kind: "report", id });
});

test.each([
  "",
  "noreply",
  "report-7039",
  "report-7039-",
  `x${token}`,
  `${token}0`,
  "report-0-0a1b2c3d4e",
  "report-99999999999-0a1b2c3d4e",
])("“%s” is no return address", (text) => expect(readReturnToken(text)).toBeNull());

test("without a domain whose mail reaches us there is no address, as mail to it would be lost", () => {
  expect(returnAddress(token)).toBeNull();
  provideEnv({ MAIL_DOMAIN: "mail.mendline.example" });
  onTestFinished(() => provideEnv({ MAIL_DOMAIN: "" }));
  expect(returnAddress(token)).toBe(`${token}@mail.mendline.example`);
});

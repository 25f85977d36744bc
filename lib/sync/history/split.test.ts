import { expect, test } from "vitest";
import { updateRows } from "@/lib/open311/read/updates";
import { JsonSplitter } from "@/lib/sync/history/split-json";
import { XmlSplitter } from "@/lib/sync/history/split-xml";

/** The rows of a text that comes in pieces of so many bytes, and whether it ended well. */
function split(text: string, pieceBytes: number) {
  const splitter = text.startsWith("<") ? new XmlSplitter(updateRows) : new JsonSplitter(updateRows);
  const bytes = Buffer.from(text);
  const rows: string[] = [];
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    rows.push(...splitter.push(bytes.subarray(at, at + pieceBytes)).map(String));
  }
  return { rows, ended: splitter.end() };
}

const tricky = String.raw`{"update_id":"1","description":"a \" } ] \\","extras":{"updates":[{"a":[1]}]}}`;
const two = `{"update_id":900719925474099312345,"status":"open"}`;
const cdata =
  "<request_update><d><![CDATA[</request_update> & <b>]]></d><!-- </request_update> --></request_update>";
const nested = "<o:request_update a='1'><update>x</update><request_update/>5 < 6 <i>y</i></o:request_update>";

test.each<[string, string, string[]]>([
  ["a bare array", `[${tricky}, ${two}]`, [tricky, two]],
  ["objects one after the other", `${tricky}\n${two}\n\n${tricky}`, [tricky, two, tricky]],
  [
    "an array in an object, with other things",
    `{"count":2,"links":[{"a":1}],"service_request_updates":[${two},${tricky}],"page":{"n":[{}]}}`,
    [two, tricky],
  ],
  ["an array in two objects", `{"Result":{"request_updates":{"request_update":[${two}]}}}`, [two]],
  ["rows that are wrapped themselves", `[{"request_update":${two}}]`, [`{"request_update":${two}}`]],
  ["arrays in an array", `[[${two}],[],[${tricky}]]`, [two, tricky]],
  ["an empty array", "[]", []],
  ["a single object", two, [two]],
  [
    "XML",
    `<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY a "<b>">]><service_request_updates><!-- <request_update> -->${cdata}\n${nested}</service_request_updates>`,
    [cdata, nested],
  ],
  ["rows of XML without a root", `${nested}${cdata}`, [nested, cdata]],
  ["an empty list of XML", "<service_request_updates/>", []],
])("%s is cut into its rows, wherever its pieces end", (_, text, rows) => {
  for (const pieceBytes of [1, 7, 64, 10_000]) expect(split(text, pieceBytes)).toEqual({ rows, ended: true });
});

test.each([
  ["an array", `[${two},${two.slice(0, 20)}`],
  ["an array behind a row", `[${two},`],
  ["a string", `[${two},{"update_id":"`],
  [
    "a row of XML",
    `<updates>${nested.replace("o:request_update a='1'", "request_update")}${nested.slice(0, 40)}`,
  ],
  ["a list of XML", `<updates>${cdata}`],
  ["a tag", `<updates>${cdata}</upd`],
])("%s that is cut off is seen to be, and what was whole is there", (_, text) => {
  for (const pieceBytes of [1, 10_000]) {
    const { rows, ended } = split(text, pieceBytes);
    expect([rows.length, ended]).toEqual([1, false]);
  }
});

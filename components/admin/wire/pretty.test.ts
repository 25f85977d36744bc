import { expect, test } from "vitest";
import { prettyBody, withDots } from "@/components/admin/wire/pretty";

const of = (type: string) => ({ "Content-Type": type });

test("JSON is indented and keeps every digit", () => {
  expect(prettyBody('[{"id":12345678901234567890,"a":[],"b":{},"c":"x, {y}"}]', of("application/json"))).toBe(
    '[\n  {\n    "id": 12345678901234567890,\n    "a": [],\n    "b": {},\n    "c": "x, {y}"\n  }\n]',
  );
});

test("XML is indented, an element with text alone stays on its line", () => {
  const xml =
    '<?xml version="1.0"?><requests><request><id>7</id><note/><empty></empty><t a="b">x &amp; y</t></request></requests>';
  expect(prettyBody(xml, of("text/xml; charset=utf-8"))).toBe(
    [
      '<?xml version="1.0"?>',
      "<requests>",
      "  <request>",
      "    <id>7</id>",
      "    <note/>",
      "    <empty></empty>",
      '    <t a="b">x &amp; y</t>',
      "  </request>",
      "</requests>",
    ].join("\n"),
  );
});

test("mixed XML loses no word", () => {
  const pretty = prettyBody("<p>one <b>two</b> three<![CDATA[ <four> ]]></p>", of("text/xml"));
  for (const word of ["one", "<b>two</b>", "three", "<![CDATA[ <four> ]]>"]) expect(pretty).toContain(word);
});

test("a form has a line per field, without its escapes", () => {
  expect(
    prettyBody("api_key=%5Bblanked%5D&attribute%5Bn%5D=a+b%26c&x", of("application/x-www-form-urlencoded")),
  ).toBe("api_key = [blanked]\nattribute[n] = a b&c\nx = ");
});

test.each([
  ["application/json", '{"a":'],
  ["text/xml", "<a><b></a>"],
  ["text/xml", "<a>… (3000 more characters)"],
  ["text/plain", "just words"],
  ["application/x-www-form-urlencoded", ""],
])("what is broken or no such thing stays as it is: %s %j", (type, body) => {
  expect(prettyBody(body, of(type)).replace(" = ", "")).toBe(body);
});

test("what says nothing of its kind is told by how it begins", () => {
  expect(prettyBody('{"a":1}', {})).toContain("\n");
  expect(prettyBody("<a><b/></a>", {})).toBe("<a>\n  <b/>\n</a>");
});

test("what was blanked is dots", () => {
  expect(withDots("api_key=%5Bblanked%5D&email=[blanked]")).toBe("api_key=••••&email=••••");
});

import { expect, test } from "vitest";
import { type ReadForm, readForm } from "@/lib/open311/read/form";
import { UnreadableForm } from "@/lib/open311/read/multipart";

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "latin1"));
const urlencoded = (text: string): Promise<ReadForm> =>
  readForm("application/x-www-form-urlencoded", bytes(text));

test.each([
  ["attribute[c]=1", ["1"]],
  ["attribute[c]=1&attribute[c]=2", ["1", "2"]],
  ["attribute[c][]=1&attribute[c][]=2", ["1", "2"]],
  ["attribute[c][0]=1&attribute[c][1]=2", ["1", "2"]],
  ["attribute%5Bc%5D%5B%5D=1", ["1"]],
  ["attribute[c]=0", ["0"]],
])("reads the attribute notation %s", async (body, expected) => {
  const form = await urlencoded(body);
  expect(form.attributes).toEqual(new Map([["c", expected]]));
  expect(form.fields.size).toBe(0);
});

test("a parameter sent empty is one not sent", async () => {
  const form = await urlencoded("jurisdiction_id=&lat=+&attribute[c]=&description=a%20b+c");
  expect(form.fields).toEqual(new Map([["description", ["a b c"]]]));
  expect(form.attributes.size).toBe(0);
});

test("bytes that are not UTF-8 are windows-1252, escaped or raw", async () => {
  expect((await urlencoded("first_name=Ren%E9")).fields.get("first_name")).toEqual(["René"]);
  expect((await urlencoded("first_name=Ren\xe9&last_name=%C3%A9")).fields).toEqual(
    new Map([
      ["first_name", ["René"]],
      ["last_name", ["é"]],
    ]),
  );
});

test("a percent sign that escapes nothing is kept", async () => {
  expect((await urlencoded("description=100%+of+it")).fields.get("description")).toEqual(["100% of it"]);
});

const multipart = (body: string): Promise<ReadForm> =>
  readForm('multipart/form-data; boundary="x y"', bytes(body));

test("multipart: fields, repeated attributes, files with their bytes untouched", async () => {
  const form = await multipart(
    '--x y\r\nContent-Disposition: form-data; name="attribute[c][]"\r\n\r\n1\r\n' +
      '--x y\r\ncontent-disposition: form-data; name="attribute[c][]"\r\n\r\n2\r\n' +
      '--x y\r\nContent-Disposition: form-data; name="description"\r\n\r\nRen\xe9\r\n' +
      '--x y\r\nContent-Disposition: form-data; name="photo1"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n\xff\xd8\r\n\x00\r\n--x y--\r\n',
  );
  expect(form.attributes.get("c")).toEqual(["1", "2"]);
  expect(form.fields.get("description")).toEqual(["René"]);
  expect(form.files).toEqual([
    { field: "photo1", name: "a.jpg", type: "image/jpeg", bytes: expect.anything() },
  ]);
  expect([...(form.files[0]?.bytes ?? [])]).toEqual([0xff, 0xd8, 0x0d, 0x0a, 0x00]);
});

test("multipart as undici writes it", async () => {
  const data = new FormData();
  data.append('attribute[a"b]', "ü");
  data.append("media", new File(["x"], "ä.png", { type: "image/png" }));
  const sent = new Response(data);
  const form = await readForm(sent.headers.get("content-type"), new Uint8Array(await sent.arrayBuffer()));
  expect(form.attributes).toEqual(new Map([['a"b', ["ü"]]]));
  expect(form.files.map(({ name, type }) => [name, type])).toEqual([["ä.png", "image/png"]]);
});

test.each([
  ["cut off", '--x y\r\nContent-Disposition: form-data; name="a"\r\n\r\n1'],
  ["without its boundary", "a=1"],
])("a multipart body %s is refused, not half read", async (_, body) => {
  await expect(multipart(body)).rejects.toThrow(UnreadableForm);
});

test("JSON bodies: nested or flat attributes, numbers as they were written", async () => {
  const text =
    '{"service_code":007,"lat":54.60,"attribute":{"c":[1,"2"]},"attribute[d]":true,"email":null,"account_id":12345678901234567890}';
  const form = await readForm("application/json", bytes(text));
  expect(form.fields).toEqual(
    new Map([
      ["service_code", ["007"]],
      ["lat", ["54.60"]],
      ["account_id", ["12345678901234567890"]],
    ]),
  );
  expect(form.attributes).toEqual(
    new Map([
      ["c", ["1", "2"]],
      ["d", ["true"]],
    ]),
  );
  await expect(readForm("application/json", bytes("{"))).rejects.toThrow("not valid JSON");
});

test("a body without a content type is looked at", async () => {
  expect((await readForm(null, bytes("a=1&media_url[]=u&media_url[]=v"))).fields).toEqual(
    new Map([
      ["a", ["1"]],
      ["media_url", ["u", "v"]],
    ]),
  );
  expect((await readForm(null, bytes('{"a":"1"}'))).fields.get("a")).toEqual(["1"]);
});

test("a flood of fields is refused", async () => {
  await expect(urlencoded("a=1&".repeat(1001))).rejects.toThrow("More than 1000 fields");
});

test("a flood of JSON is refused, too, however it is nested, as is one of nothing", async () => {
  const json = (text: string) => readForm("application/json", bytes(text));
  const list = `[${Array(1001).fill('"x"').join()}]`;
  const floods = [
    `{${Array.from({ length: 1001 }, (_, n) => `"a${n}":1`).join()}}`,
    `{"media_url":${list}}`,
    `{"attribute":{"c":${list}}}`,
    `{"a":${"[".repeat(50_000)}1${"]".repeat(50_000)}}`,
  ];
  for (const flood of floods) await expect(json(flood)).rejects.toThrow(UnreadableForm);
  await expect(urlencoded("&".repeat(100_000))).rejects.toThrow(UnreadableForm);
  expect((await json('{"a":[[1],[[2]]]}')).fields.get("a")).toEqual(["1", "2"]);
});

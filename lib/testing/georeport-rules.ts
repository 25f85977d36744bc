import { XMLParser } from "fast-xml-parser";

/**
 * What GeoReport v2 and the extension of mySociety say an answer looks like, written down once for both formats: a rule knows a value of
 * JSON and an element of XML. Source: GeoReport v2; spec/open311.md 1.1–1.11, 2.8.
 */
type Leaf = { json: (value: unknown) => boolean; xml: RegExp };
type Rule =
  | Leaf
  | { item: string; each: Rule }
  | { fields: Record<string, Rule>; maybe?: Record<string, Rule> };

const isText = (pattern: RegExp) => (value: unknown) => typeof value === "string" && pattern.test(value);
const leaf = (xml: RegExp, json: Leaf["json"] = isText(xml)): Leaf => ({ json, xml });
/** May be empty: null in JSON, an empty element in XML. */
const orEmpty = ({ json, xml }: Leaf): Leaf => ({
  json: (value) => value === null || json(value),
  xml: new RegExp(`^$|${xml.source}`, xml.flags),
});

const text = leaf(/\S/);
const flag = leaf(/^(true|false)$/, (value) => typeof value === "boolean");
const number = leaf(/^-?\d+(\.\d+)?$/, (value) => typeof value === "number" && Number.isFinite(value));
const whole = leaf(/^[1-9]\d*$/, (value) => Number.isInteger(value) && Number(value) > 0);
const moment = leaf(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/);
const address = leaf(/^https?:\/\/\S+$/);
const oneOf = (...words: string[]): Leaf => leaf(new RegExp(`^(${words.join("|")})$`));
const list = (item: string, each: Rule): Rule => ({ item, each });

const requestFields = (status: Leaf) => ({
  fields: {
    ...{
      service_request_id: text,
      status,
      status_notes: orEmpty(text),
      service_name: text,
      service_code: text,
    },
    ...{ description: orEmpty(text), agency_responsible: orEmpty(text), service_notice: orEmpty(text) },
    ...{ requested_datetime: moment, updated_datetime: moment, expected_datetime: orEmpty(moment) },
    ...{ address: orEmpty(text), address_id: orEmpty(text), zipcode: orEmpty(text) },
    ...{ lat: number, long: number, media_url: orEmpty(address) },
  },
});

const types = ["string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"];
const nameless = { account_id: orEmpty(text), service_notice: orEmpty(text) };

/** By the root's name, and what tells answers of one root apart. */
export const georeportRules = {
  discovery: {
    fields: {
      ...{ changeset: text, contact: text, key_service: text },
      endpoints: list("endpoint", {
        fields: {
          ...{ specification: address, url: address, changeset: text, type: oneOf("production", "test") },
          formats: list("format", oneOf("text/xml", "application/json")),
        },
      }),
    },
  },
  services: list("service", {
    fields: {
      ...{ service_code: text, service_name: text, description: orEmpty(text), metadata: flag },
      ...{ type: oneOf("realtime", "batch", "blackbox"), keywords: orEmpty(text), group: orEmpty(text) },
    },
    maybe: { groups: list("group", text) },
  }),
  service_definition: {
    fields: {
      service_code: text,
      attributes: list("attribute", {
        fields: {
          ...{ variable: flag, code: text, datatype: oneOf(...types), required: flag, order: whole },
          ...{ datatype_description: orEmpty(text), description: orEmpty(text) },
        },
        maybe: {
          automated: oneOf("server_set", "hidden_field"),
          values: list("value", { fields: { key: text, name: text }, maybe: { disable_message: text } }),
        },
      }),
    },
  },
  service_requests: list("request", requestFields(oneOf("open", "closed"))),
  "service_requests, posted": list("request", {
    fields: {},
    maybe: { service_request_id: text, token: text, ...nameless },
  }),
  "service_requests, by token": list("request", {
    fields: { service_request_id: orEmpty(text), token: text },
  }),
  service_request_updates: list("request_update", {
    fields: {
      ...{
        update_id: text,
        service_request_id: text,
        status: oneOf("open", "closed"),
        updated_datetime: moment,
      },
      ...{ description: orEmpty(text), media_url: orEmpty(address) },
    },
  }),
  "service_request_updates, posted": list("request_update", {
    fields: {},
    maybe: { update_id: text, token: text },
  }),
  "service_request_updates, by token": list("request_update", {
    fields: { update_id: orEmpty(text), token: text },
  }),
  errors: list("error", { fields: { code: text, description: text } }),
} as const satisfies Record<string, Rule>;
export type GeoreportRule = keyof typeof georeportRules;

/** What is wrong with an answer in JSON; nothing = all is well. */
export const faultsInJson = (name: GeoreportRule, document: unknown): string[] =>
  judgeJson(georeportRules[name], document, name);

function judgeJson(rule: Rule, value: unknown, at: string): string[] {
  if ("json" in rule) return rule.json(value) ? [] : [`${at}: ${JSON.stringify(value)}`];
  if ("item" in rule) {
    if (!Array.isArray(value)) return [`${at}: no bare list`];
    return value.flatMap((item, n) => judgeJson(rule.each, item, `${at}[${n}]`));
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [`${at}: no object`];
  const children = Object.entries(value);
  return judgeFields(rule, children, at, judgeJson);
}

type Element = { name: string; text: string; children: Element[]; attributes: number };

/** What is wrong with an answer in XML. */
export function faultsInXml(name: GeoreportRule, document: string): string[] {
  if (!/^<\?xml version="1.0" encoding="utf-8"\?>\s*</i.test(document)) return ["no declaration"];
  const [root, ...others] = readXml(document);
  const [wanted] = name.split(",");
  if (!root || others.length > 0 || root.name !== wanted) return [`the root is ${root?.name}, not ${wanted}`];
  return judgeXml(georeportRules[name], root, name);
}

function judgeXml(rule: Rule, element: Element, at: string): string[] {
  if (element.attributes > 0) return [`${at}: has attributes`];
  if ("xml" in rule)
    return element.children.length === 0 && rule.xml.test(element.text) ? [] : [`${at}: ${element.text}`];
  if ("item" in rule) {
    const foreign = element.children
      .filter(({ name }) => name !== rule.item)
      .map(({ name }) => `${at}: <${name}>`);
    return [...foreign, ...element.children.flatMap((child, n) => judgeXml(rule.each, child, `${at}[${n}]`))];
  }
  return judgeFields(
    rule,
    element.children.map((child) => [child.name, child]),
    at,
    judgeXml,
  );
}

/** Each field once, none that nobody knows. */
function judgeFields<Value>(
  { fields, maybe = {} }: { fields: Record<string, Rule>; maybe?: Record<string, Rule> },
  children: [string, Value][],
  at: string,
  judge: (rule: Rule, value: Value, at: string) => string[],
): string[] {
  const names = children.map(([name]) => name);
  const missing = Object.keys(fields).filter((name) => !names.includes(name));
  const doubled = names.filter((name, n) => names.indexOf(name) !== n);
  const known: Record<string, Rule> = { ...fields, ...maybe };
  return [
    ...missing.map((name) => `${at}.${name} is missing`),
    ...doubled.map((name) => `${at}.${name} stands twice`),
    ...children.flatMap(([name, value]) => {
      const rule = known[name];
      return rule ? judge(rule, value, `${at}.${name}`) : [`${at}.${name} is unknown`];
    }),
  ];
}

const parser = new XMLParser({
  ...{ preserveOrder: true, ignoreAttributes: false, parseTagValue: false, trimValues: false },
  ignoreDeclaration: true,
});

const readXml = (document: string): Element[] => elementsIn(parser.parse(document.trimEnd()));

function elementsIn(nodes: readonly Record<string, unknown>[]): Element[] {
  return nodes.flatMap(({ ":@": attributes, ...node }) => {
    const [name, inside] = Object.entries(node)[0] ?? ["#text", ""];
    if (name === "#text" || !Array.isArray(inside)) return [];
    const texts = inside.flatMap((child) => ("#text" in child ? [String(child["#text"])] : []));
    const count = typeof attributes === "object" && attributes !== null ? Object.keys(attributes).length : 0;
    return [{ name, text: texts.join(""), children: elementsIn(inside), attributes: count }];
  });
}

import {
  datatypes,
  type Service,
  type ServiceAttribute,
  type ServiceDefinition,
  serviceTypes,
} from "@/lib/open311/documents";
import { findRows, type RowNames, type Rows, readRows } from "@/lib/open311/read/document";
import { plainText } from "@/lib/open311/read/plain-text";
import {
  type Branch,
  booleanField,
  isBranch,
  numberField,
  type ParsedDocument,
  type Tree,
  textField,
  textOf,
  valuesOf,
} from "@/lib/open311/read/tree";

const serviceNames: RowNames = {
  containers: ["services", "service_list"],
  rows: ["service"],
  marks: ["service_code", "service_name"],
};

function textsBelow(tree: Tree): string[] {
  if (isBranch(tree) && tree.fields.size > 0)
    return [...tree.fields.values()].flatMap((f) => f.values.flatMap(textsBelow));
  const text = textOf(tree)?.replace(/\s+/g, " ");
  return text === undefined ? [] : [text];
}

function readService(branch: Branch): Service | string {
  const serviceCode = textField(branch, "service_code");
  const serviceName = plainText(textField(branch, "service_name"));
  if (!serviceCode) return "No service_code";
  if (!serviceName) return "No service_name";
  const type = textField(branch, "type")?.toLowerCase();
  const several = valuesOf(branch, "groups").flatMap(textsBelow);
  const groups = several.length > 0 ? several : valuesOf(branch, "group").flatMap(textsBelow);
  return {
    serviceCode,
    serviceName,
    description: plainText(textField(branch, "description")),
    metadata: booleanField(branch, "metadata"),
    type: serviceTypes.find((known) => known === type) ?? "realtime",
    keywords: valuesOf(branch, "keywords")
      .flatMap(textsBelow)
      .flatMap((text) => text.split(","))
      .map((word) => word.trim())
      .filter((word) => word !== ""),
    groups: [...new Set(groups)],
  };
}

/** Reads a service list; a second row with the same code is skipped. Undefined when the document is none. */
export function readServices(document: ParsedDocument): Rows<Service> | undefined {
  const branches = findRows(document, serviceNames);
  if (!branches) return undefined;
  const seen = new Set<string>();
  return readRows(branches, (branch) => {
    const service = readService(branch);
    if (typeof service === "string") return service;
    if (seen.has(service.serviceCode)) return `The service_code ${service.serviceCode} occurs twice`;
    seen.add(service.serviceCode);
    return service;
  });
}

const definitionNames: RowNames = {
  containers: ["service_definition", "service_definitions", "attributes"],
  rows: ["attribute"],
  marks: ["code", "datatype", "variable", "required", "order"],
};

function readValues(branch: Branch): ServiceAttribute["values"] {
  const list = valuesOf(branch, "values").flatMap((tree) =>
    isBranch(tree) && tree.fields.has("value") ? valuesOf(tree, "value") : [tree],
  );
  return list.flatMap((tree) => {
    if (!isBranch(tree)) {
      const text = textOf(tree);
      return text === undefined ? [] : [{ key: text, name: text }];
    }
    const key = textField(tree, "key") ?? textField(tree, "name");
    if (key === undefined) return [];
    const name = plainText(textField(tree, "name")) ?? key;
    const disableMessage = textField(tree, "disable_message");
    return [{ key, name, ...(disableMessage === undefined ? {} : { disableMessage }) }];
  });
}

function readAttribute(branch: Branch): ServiceAttribute | string {
  const variable = booleanField(branch, "variable") ?? true;
  const description = plainText(textField(branch, "description"));
  const code = textField(branch, "code");
  if (!code && (variable || !description)) return "No code";
  const word = textField(branch, "datatype")
    ?.toLowerCase()
    .replace(/[\s_-]/g, "");
  const datatype = datatypes.find((known) => known === word) ?? "string";
  const automated = textField(branch, "automated")?.toLowerCase();
  return {
    variable,
    code: code ?? `notice_${textField(branch, "order") ?? "0"}`,
    datatype,
    required: booleanField(branch, "required") ?? false,
    datatypeDescription: plainText(textField(branch, "datatype_description")),
    order: numberField(branch, "order") ?? 0,
    description: (description ?? code ?? "").replace(/\s*:$/, ""),
    values: datatype === "singlevaluelist" || datatype === "multivaluelist" ? readValues(branch) : [],
    automated: automated === "server_set" || automated === "hidden_field" ? automated : undefined,
  };
}

/**
 * Reads a service definition, its attributes in their order. `asked` stands in when it does not name its code.
 * Undefined when the document is none.
 */
export function readDefinition(
  document: ParsedDocument,
  asked: string,
): (ServiceDefinition & Pick<Rows<ServiceAttribute>, "skipped">) | undefined {
  const [root] = document.trees;
  const isNamed = isBranch(root) && (root.fields.has("service_code") || root.fields.has("attributes"));
  const branches = findRows(document, definitionNames) ?? (isNamed ? [] : undefined);
  if (!branches) return undefined;
  const { rows, skipped } = readRows(branches, readAttribute);
  const serviceCode = (isBranch(root) ? textField(root, "service_code") : undefined) ?? asked;
  return { serviceCode, attributes: rows.sort((a, b) => a.order - b.order), skipped };
}

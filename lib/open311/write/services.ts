import type { Service, ServiceAttribute, ServiceDefinition } from "@/lib/open311/documents";
import {
  type Format,
  orNull,
  type WireValue,
  type Written,
  writeDocument,
} from "@/lib/open311/write/wire-tree";

function serviceRow(service: Service): WireValue {
  const [group] = service.groups;
  return {
    fields: {
      service_code: service.serviceCode,
      service_name: service.serviceName,
      description: orNull(service.description),
      metadata: service.metadata ?? false,
      type: service.type,
      keywords: orNull(service.keywords.join(",")),
      group: orNull(group),
      // The extension's list beside the standard's single group, for those who know it.
      groups: service.groups.length > 1 ? { list: "group", items: service.groups } : undefined,
    },
  };
}

/** The answer to `GET services` (GeoReport v2, "GET Service List"). */
export function writeServices(list: readonly Service[], format: Format): Written {
  return writeDocument("services", { list: "service", items: list.map(serviceRow) }, format);
}

function attributeRow(attribute: ServiceAttribute): WireValue {
  const isList = attribute.datatype === "singlevaluelist" || attribute.datatype === "multivaluelist";
  return {
    fields: {
      variable: attribute.variable,
      code: attribute.code,
      datatype: attribute.datatype,
      required: attribute.required,
      datatype_description: orNull(attribute.datatypeDescription),
      order: attribute.order,
      description: orNull(attribute.description),
      automated: attribute.automated,
      values: isList
        ? {
            list: "value",
            items: attribute.values.map(({ key, name, disableMessage }) => ({
              fields: { key, name, disable_message: disableMessage },
            })),
          }
        : undefined,
    },
  };
}

/** The answer to `GET services/{code}`; a bare object in JSON. */
export function writeDefinition(definition: ServiceDefinition, format: Format): Written {
  return writeDocument(
    "service_definition",
    {
      fields: {
        service_code: definition.serviceCode,
        attributes: { list: "attribute", items: definition.attributes.map(attributeRow) },
      },
    },
    format,
  );
}

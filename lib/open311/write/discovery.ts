import type { Discovery } from "@/lib/open311/documents";
import { type Format, type Written, writeDocument } from "@/lib/open311/write/wire-tree";

/** The service discovery document; both formats must be offered. */
export function writeDiscovery(discovery: Discovery, format: Format): Written {
  return writeDocument(
    "discovery",
    {
      fields: {
        changeset: discovery.changeset,
        contact: discovery.contact,
        key_service: discovery.keyService,
        endpoints: {
          list: "endpoint",
          items: discovery.endpoints.map(({ specification, url, changeset, type, formats }) => ({
            fields: { specification, url, changeset, type, formats: { list: "format", items: formats } },
          })),
        },
      },
    },
    format,
  );
}

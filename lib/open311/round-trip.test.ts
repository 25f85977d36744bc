import { expect, test } from "vitest";
import type { RequestUpdate, Service, ServiceDefinition, ServiceRequest } from "@/lib/open311/documents";
import { readDiscovery } from "@/lib/open311/read/discovery";
import { parseDocument } from "@/lib/open311/read/document";
import { readErrors } from "@/lib/open311/read/errors";
import { readPostedRequest, readRequests } from "@/lib/open311/read/requests";
import { readDefinition, readServices } from "@/lib/open311/read/services";
import type { ParsedDocument } from "@/lib/open311/read/tree";
import { readPostedUpdate, readUpdates } from "@/lib/open311/read/updates";
import { writeDiscovery } from "@/lib/open311/write/discovery";
import { writeErrors } from "@/lib/open311/write/errors";
import { writePostedRequests, writeRequests, writeToken } from "@/lib/open311/write/requests";
import { writeDefinition, writeServices } from "@/lib/open311/write/services";
import { writePostedUpdates, writeUpdates } from "@/lib/open311/write/updates";
import type { Written } from "@/lib/open311/write/wire-tree";

const context = { timezone: "Europe/London", endpoint: "https://o311.alderwick.example/v2" };

function parsed({ body }: Written): ParsedDocument {
  const document = parseDocument(body);
  if (!document) throw new Error(`cannot be parsed: ${body}`);
  return document;
}

const text = `Kerb & <gutter> "raised"\n\n  'ö' 😀 ]]> &amp; end`;

const service: Service = {
  serviceCode: "007",
  serviceName: "Kerbs & gutters",
  description: text,
  metadata: true,
  type: "batch",
  keywords: ["a", "b c"],
  groups: ["Roads", "Paths"],
};
const definition: ServiceDefinition = {
  serviceCode: "007",
  attributes: [
    {
      variable: false,
      code: "n",
      datatype: "string",
      required: false,
      datatypeDescription: undefined,
      order: 1,
      description: "Call us",
      values: [],
      automated: undefined,
    },
    {
      variable: true,
      code: "k",
      datatype: "multivaluelist",
      required: true,
      datatypeDescription: "Pick",
      order: 2,
      description: "Kind?",
      values: [
        { key: "0", name: "None" },
        { key: "1", name: "<b>", disableMessage: "No" },
      ],
      automated: "hidden_field",
    },
  ],
};
const request: ServiceRequest = {
  serviceRequestId: "00123456789012345678901",
  status: "in_progress",
  statusNotes: text,
  serviceName: "Kerbs",
  serviceCode: "007",
  description: text,
  agencyResponsible: "Alderwick",
  serviceNotice: "Soon",
  requestedDatetime: new Date("2026-07-01T10:00:00Z"),
  updatedDatetime: new Date("2026-07-02T10:00:00Z"),
  expectedDatetime: undefined,
  address: "1 High St",
  addressId: "9",
  zipcode: "AB1",
  lat: 54.6,
  long: -2.3,
  mediaUrls: ["https://a.example/1?x=1&y=2", "https://a.example/2"],
  extras: { title: "Kerb" },
};
const update: RequestUpdate = {
  updateId: "U:1",
  serviceRequestId: "S/31",
  fixmystreetId: "7045",
  status: "fixed",
  updatedDatetime: new Date("2026-07-02T10:00:00Z"),
  description: text,
  mediaUrls: ["https://a.example/1", "https://a.example/2"],
  externalStatusCode: "C9",
  customerReference: "R",
  extras: { group: "Kerbs" },
};
const discovery = {
  changeset: "2026-07-01",
  contact: "c",
  keyService: "k",
  endpoints: [
    {
      specification: "s",
      url: "https://a.example/v2",
      changeset: "1",
      type: "test" as const,
      formats: ["text/xml", "application/json"],
    },
  ],
};

for (const format of ["xml", "json"] as const) {
  test(`what we write as ${format} we read back the same`, () => {
    expect(readServices(parsed(writeServices([service], format)))).toEqual({
      rows: [service],
      skipped: [],
    });
    expect(readDefinition(parsed(writeDefinition(definition, format)), "")).toEqual({
      ...definition,
      skipped: [],
      attributes: [
        definition.attributes[0],
        {
          ...definition.attributes[1],
          values: [
            { key: "0", name: "None" },
            { key: "1", name: "1", disableMessage: "No" },
          ],
        },
      ],
    });
    expect(
      readRequests(parsed(writeRequests([request, { ...request, serviceRequestId: "2" }], format)), context),
    ).toEqual({ rows: [request, { ...request, serviceRequestId: "2" }], skipped: [] });
    expect(readUpdates(parsed(writeUpdates([update], format)), context)).toEqual({
      rows: [update],
      skipped: [],
    });
    expect(
      readPostedRequest(
        parsed(writePostedRequests([{ serviceRequestId: "S-1", serviceNotice: "n" }], format)),
      ),
    ).toMatchObject({ serviceRequestId: "S-1", serviceNotice: "n", token: undefined });
    expect(
      readPostedRequest(parsed(writeToken({ token: "t", serviceRequestId: null }, format))),
    ).toMatchObject({ serviceRequestId: undefined, token: "t" });
    expect(readPostedUpdate(parsed(writePostedUpdates([{ updateId: "4" }], format)))).toMatchObject({
      updateId: "4",
    });
    expect(readErrors(parsed(writeErrors([{ code: "403", description: text }], format)))).toEqual([
      { code: "403", description: text.replace(/\s+/g, " ") },
    ]);
    expect(readDiscovery(parsed(writeDiscovery(discovery, format)))).toEqual(discovery);
    expect(readServices(parsed(writeServices([], format)))?.rows).toEqual([]);
  });
}

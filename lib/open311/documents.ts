import { z } from "zod";

/**
 * What travels between us and a back end, in the field's own words (GeoReport v2 and the
 * service-request-updates extension). Readers produce these shapes, writers take them.
 * Codes and ids are opaque strings, always: real ones have leading zeros, letters, blanks and slashes.
 */

export const serviceTypes = ["realtime", "batch", "blackbox"] as const;

/** One row of `services`. `metadata` undefined = the back end did not say. */
export const Service = z.object({
  serviceCode: z.string().min(1),
  serviceName: z.string().min(1),
  description: z.string().optional(),
  metadata: z.boolean().optional(),
  type: z.enum(serviceTypes),
  keywords: z.array(z.string()),
  /** Several only with the extension; the standard knows one. */
  groups: z.array(z.string()),
});
export type Service = z.infer<typeof Service>;

export const datatypes = [
  "string",
  "number",
  "datetime",
  "text",
  "singlevaluelist",
  "multivaluelist",
] as const;

/** One question (`variable`) or notice (not `variable`) of a service definition. */
export const ServiceAttribute = z.object({
  variable: z.boolean(),
  code: z.string().min(1),
  datatype: z.enum(datatypes),
  required: z.boolean(),
  datatypeDescription: z.string().optional(),
  order: z.number(),
  description: z.string(),
  values: z.array(z.object({ key: z.string(), name: z.string(), disableMessage: z.string().optional() })),
  /** Extension: the client answers by itself instead of asking a person. */
  automated: z.enum(["server_set", "hidden_field"]).optional(),
});
export type ServiceAttribute = z.infer<typeof ServiceAttribute>;

export const ServiceDefinition = z.object({
  serviceCode: z.string(),
  attributes: z.array(ServiceAttribute),
});
export type ServiceDefinition = z.infer<typeof ServiceDefinition>;

/**
 * A request as a back end shows it. `lat`/`long` both or neither: degrees (WGS84), or metres of a national
 * grid where the connection says so (`convertLatLong`).
 */
export const ServiceRequest = z.object({
  serviceRequestId: z.string().min(1),
  /** `open` or `closed`, or an extended word; lower case with underscores when we read it; empty = not said. */
  status: z.string(),
  statusNotes: z.string().optional(),
  serviceName: z.string().optional(),
  serviceCode: z.string().optional(),
  description: z.string().optional(),
  agencyResponsible: z.string().optional(),
  serviceNotice: z.string().optional(),
  requestedDatetime: z.date().optional(),
  updatedDatetime: z.date().optional(),
  expectedDatetime: z.date().optional(),
  address: z.string().optional(),
  addressId: z.string().optional(),
  zipcode: z.string().optional(),
  lat: z.number().optional(),
  long: z.number().optional(),
  mediaUrls: z.array(z.string()),
  /** Fields outside the standard, by their wire names; nested ones as `parent.child`. Also dates that cannot be read, as they came. */
  extras: z.record(z.string(), z.string()),
});
export type ServiceRequest = z.infer<typeof ServiceRequest>;

/** One row of `servicerequestupdates`. */
export const RequestUpdate = z.object({
  updateId: z.string().min(1),
  /** The back end's id of the request; may only be missing when `fixmystreetId` is there. */
  serviceRequestId: z.string().optional(),
  /** Our own id of the report, if the back end gives it back. */
  fixmystreetId: z.string().optional(),
  status: z.string().optional(),
  updatedDatetime: z.date(),
  description: z.string().optional(),
  mediaUrls: z.array(z.string()),
  externalStatusCode: z.string().optional(),
  customerReference: z.string().optional(),
  /** What stands in `<extras>`, and every other field we do not know, by wire name. */
  extras: z.record(z.string(), z.string()),
});
export type RequestUpdate = z.infer<typeof RequestUpdate>;

/** `code` is mostly the HTTP status but may be the back end's own, finer one. */
export const Open311Error = z.object({ code: z.string(), description: z.string() });
export type Open311Error = z.infer<typeof Open311Error>;

/** The answer to a posted request: an id, or a token to ask for the id with, or (blackbox) neither. */
export const PostedRequest = z.object({
  serviceRequestId: z.string().optional(),
  token: z.string().optional(),
  serviceNotice: z.string().optional(),
  accountId: z.string().optional(),
});
export type PostedRequest = z.infer<typeof PostedRequest>;

/** The answer to a posted update. */
export const PostedUpdate = z.object({
  updateId: z.string().optional(),
  token: z.string().optional(),
  accountId: z.string().optional(),
});
export type PostedUpdate = z.infer<typeof PostedUpdate>;

export const Discovery = z.object({
  changeset: z.string(),
  contact: z.string(),
  keyService: z.string(),
  endpoints: z.array(
    z.object({
      specification: z.string(),
      url: z.string(),
      changeset: z.string(),
      type: z.enum(["production", "test"]),
      /** MIME types, e.g. `text/xml`. */
      formats: z.array(z.string()),
    }),
  ),
});
export type Discovery = z.infer<typeof Discovery>;

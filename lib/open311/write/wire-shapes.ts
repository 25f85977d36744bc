import { z } from "zod";
import { datatypes, serviceTypes } from "@/lib/open311/documents";

/**
 * What the writers write as JSON, in the words of the wire. Nothing is an empty text: what is not there is null, or left out where the
 * standard does not know it. Ids and codes are texts, also those that are numbers with us.
 */
const text = z.string().min(1);
const textOrNull = text.nullable();
/** UTC, whole seconds. */
const moment = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/);

export const DiscoveryShape = z.strictObject({
  changeset: moment,
  contact: text,
  key_service: text,
  endpoints: z.array(
    z.strictObject({
      specification: z.url(),
      url: z.url(),
      changeset: moment,
      type: z.enum(["production", "test"]),
      formats: z.array(text),
    }),
  ),
});

export const ServicesShape = z.array(
  z.strictObject({
    service_code: text,
    service_name: text,
    description: textOrNull,
    metadata: z.boolean(),
    type: z.enum(serviceTypes),
    keywords: textOrNull,
    group: textOrNull,
    groups: z.array(text).optional(),
  }),
);

export const DefinitionShape = z.strictObject({
  service_code: text,
  attributes: z.array(
    z.strictObject({
      variable: z.boolean(),
      code: text,
      datatype: z.enum(datatypes),
      required: z.boolean(),
      datatype_description: textOrNull,
      order: z.int().min(1),
      description: textOrNull,
      automated: z.enum(["server_set", "hidden_field"]).optional(),
      values: z
        .array(
          z.strictObject({
            key: textOrNull,
            name: textOrNull,
            disable_message: text.optional(),
          }),
        )
        .optional(),
    }),
  ),
});

/** Beside the standard's fields there are those that are told only to who asks for them. */
export const RequestsShape = z.array(
  z.looseObject({
    service_request_id: text,
    status: text,
    status_notes: textOrNull,
    service_name: textOrNull,
    service_code: textOrNull,
    description: textOrNull,
    agency_responsible: textOrNull,
    service_notice: textOrNull,
    requested_datetime: moment.nullable(),
    updated_datetime: moment.nullable(),
    expected_datetime: moment.nullable(),
    address: textOrNull,
    address_id: textOrNull,
    zipcode: textOrNull,
    lat: z.number().nullable(),
    long: z.number().nullable(),
    media_url: z.url().nullable(),
  }),
);

export const PostedRequestsShape = z.array(
  z.strictObject({
    service_request_id: text.optional(),
    token: text.optional(),
    service_notice: textOrNull,
    account_id: textOrNull,
  }),
);

export const TokenShape = z.array(z.strictObject({ service_request_id: textOrNull, token: text }));

export const UpdatesShape = z.array(
  z.strictObject({
    update_id: text,
    service_request_id: textOrNull,
    status: textOrNull,
    updated_datetime: moment,
    description: textOrNull,
    media_url: z.union([z.url(), z.array(z.url()), z.null()]),
    fixmystreet_id: text.optional(),
    external_status_code: text.optional(),
    customer_reference: text.optional(),
    extras: z.record(z.string(), z.string()).optional(),
  }),
);

export const PostedUpdatesShape = z.array(
  z.strictObject({ update_id: text.optional(), token: text.optional(), account_id: text.optional() }),
);

export const UpdateTokenShape = z.array(z.strictObject({ update_id: textOrNull, token: text }));

export const ErrorsShape = z.array(z.strictObject({ code: text, description: text }));

import { z } from "zod";
import type { Answer } from "@/app/open311/v2/[...path]/answer-call";
import { type DescribedCall, describedCalls, shapes } from "@/app/open311/v2/[...path]/described-calls";
import { env } from "@/lib/env";
import { translator } from "@/lib/messages";
import { contentTypes } from "@/lib/open311/write/wire-tree";
import { siteUrl } from "@/lib/urls";

type Json = { [name: string]: unknown };

/** Of GeoReport, which is what the document describes. */
const version = "2.0";

const t = translator("open311Docs");

let written: string | undefined;

/** `GET openapi.json`: all calls with their parameters, made of the schemas that check them. */
export async function getOpenapi(): Promise<Answer> {
  written ??= JSON.stringify(openapi());
  return { status: 200, document: { contentType: contentTypes.json, body: written } };
}

/** The server as OpenAPI 3.1. */
export function openapi(): Json {
  const paths: Record<string, Json> = {};
  for (const call of describedCalls) {
    const path = `/${call.path}.{format}`;
    paths[path] = { ...paths[path], [call.method]: operation(call) };
  }
  return {
    openapi: "3.1.0",
    info: {
      ...{ title: t("title", { site: env.SITE_NAME }), version, description: t("description") },
      license: { name: env.DATA_LICENCE, url: env.DATA_LICENCE_URL },
    },
    servers: [{ url: siteUrl("/open311/v2") }],
    paths,
    components: {
      schemas: Object.fromEntries(
        Object.entries(shapes).map(([name, shape]) => [name, schemaOf(shape, "output")]),
      ),
      securitySchemes: {
        query: { type: "apiKey", in: "query", name: "api_key" },
        header: { type: "apiKey", in: "header", name: "X-Api-Key" },
        bearer: { type: "http", scheme: "bearer" },
      },
    },
  };
}

function operation({ method, path, name, query, form, answer }: DescribedCall): Json {
  const isPost = method === "post";
  return {
    operationId: name,
    summary: t(`calls.${name}`),
    parameters: [
      ...[...path.matchAll(/\{(\w+)\}/g)].map(([, part = ""]) => pathParameter(part)),
      { ...pathParameter("format"), schema: { type: "string", enum: ["json", "xml"] } },
      ...(query ? queryParameters(query) : []),
      ...(isPost ? [] : [flag("extensions"), flag("wrapped")]),
    ],
    ...(form && { requestBody: { required: true, content: bodies(form) } }),
    // A key may stand in the posted form as well, so that posting does not ask for one of these.
    security: [{}, { query: [] }, { header: [] }, { bearer: [] }],
    responses: {
      200: { description: t("answered"), content: content(answer) },
      default: { description: t("refused"), content: content("Errors") },
    },
  };
}

const pathParameter = (name: string): Json => ({
  ...{ name, in: "path", required: true, schema: { type: "string" } },
});

function flag(name: "extensions" | "wrapped"): Json {
  const description = t(name);
  return { name, in: "query", description, schema: { type: "boolean", default: false } };
}

/** Each field of the schema that the handler checks the address with. */
function queryParameters(query: z.ZodObject): Json[] {
  return Object.entries(query.shape).map(([name, field]) => {
    const { description, ...schema } = schemaOf(field, "input");
    return { name, in: "query", ...(description !== undefined && { description }), schema };
  });
}

/** What a form may bring, in each of the ways that it is read in. */
function bodies(form: z.ZodObject): Json {
  const schema = schemaOf(form, "input");
  const key = { type: "string", description: t("apiKey") };
  const fields = {
    ...schema,
    properties: { api_key: key, ...(schema.properties as Json) },
    // `attribute[CODE]`, and what other servers know.
    additionalProperties: { description: t("attributes") },
  };
  const media = {
    type: "array",
    description: t("media"),
    items: { type: "string", contentMediaType: "image/*" },
  };
  return {
    "application/x-www-form-urlencoded": { schema: fields },
    "multipart/form-data": { schema: { ...fields, properties: { ...fields.properties, media } } },
    "application/json": { schema: fields },
  };
}

const content = (shape: keyof typeof shapes): Json => ({
  "application/json": { schema: { $ref: `#/components/schemas/${shape}` } },
  "text/xml": { schema: { type: "string", description: t("xml") } },
});

/** A zod schema as JSON Schema 2020-12, which OpenAPI 3.1 speaks. */
function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema, ...rest }: Json = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
}

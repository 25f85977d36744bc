import type { z } from "zod";
import { ListUpdatesQuery } from "@/app/open311/v2/[...path]/list-updates";
import { PlaceQuery } from "@/app/open311/v2/[...path]/place-query";
import { RequestsQuery } from "@/app/open311/v2/[...path]/requests-query";
import type { Messages } from "@/lib/messages";
import {
  DefinitionShape,
  DiscoveryShape,
  ErrorsShape,
  PostedRequestsShape,
  PostedUpdatesShape,
  RequestsShape,
  ServicesShape,
  TokenShape,
  UpdatesShape,
  UpdateTokenShape,
} from "@/lib/open311/write/wire-shapes";
import { PostedFields } from "@/lib/reports/posted-request";
import { PostedUpdateFields } from "@/lib/updates/posted-update";

/** What the calls answer, by the names that the OpenAPI document gives it. */
export const shapes = {
  Discovery: DiscoveryShape,
  Services: ServicesShape,
  Definition: DefinitionShape,
  Requests: RequestsShape,
  PostedRequests: PostedRequestsShape,
  Token: TokenShape,
  Updates: UpdatesShape,
  PostedUpdates: PostedUpdatesShape,
  UpdateToken: UpdateTokenShape,
  Errors: ErrorsShape,
} as const satisfies Record<string, z.ZodType>;

export type DescribedCall = {
  method: "get" | "post";
  /** Below the end point, without suffix; `{name}` stands for a part of it. */
  path: string;
  /** Of its words in the messages. */
  name: keyof Messages["open311Docs"]["calls"];
  /** What its handler checks the address or the form with. */
  query?: z.ZodObject;
  form?: z.ZodObject;
  answer: keyof typeof shapes;
};

/** Every call of the server as the OpenAPI document describes it. */
export const describedCalls: readonly DescribedCall[] = [
  { method: "get", path: "discovery", name: "discovery", answer: "Discovery" },
  { method: "get", path: "services", name: "services", query: PlaceQuery, answer: "Services" },
  {
    method: "get",
    path: "services/{service_code}",
    name: "definition",
    query: PlaceQuery,
    answer: "Definition",
  },
  { method: "get", path: "requests", name: "listRequests", query: RequestsQuery, answer: "Requests" },
  { method: "post", path: "requests", name: "postRequest", form: PostedFields, answer: "PostedRequests" },
  { method: "get", path: "requests/{service_request_id}", name: "getRequest", answer: "Requests" },
  { method: "get", path: "tokens/{token}", name: "getToken", answer: "Token" },
  {
    ...{ method: "get", path: "servicerequestupdates", name: "listUpdates" },
    ...{ query: ListUpdatesQuery, answer: "Updates" },
  },
  {
    ...{ method: "post", path: "servicerequestupdates", name: "postUpdate" },
    ...{ form: PostedUpdateFields, answer: "PostedUpdates" },
  },
  { method: "get", path: "update_tokens/{token}", name: "getUpdateToken", answer: "UpdateToken" },
];

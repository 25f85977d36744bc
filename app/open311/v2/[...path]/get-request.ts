import { type Answer, type Asked, leadTo } from "@/app/open311/v2/[...path]/answer-call";
import { readRows } from "@/app/open311/v2/[...path]/list-requests";
import { notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { inObject, writeDocument } from "@/lib/open311/write/wire-tree";
import { rowIdIn } from "@/lib/row-id";
import { reportUrl } from "@/lib/urls";

/**
 * `GET requests/{id}`: a list of one. Unknown, not confirmed, private and hidden ones are all the same: there is no such request.
 * Source: GeoReport v2, "GET Service Request".
 */
export async function getRequest(asked: Asked): Promise<Answer> {
  const rows = await readRows([idIn(asked)], asked);
  if (rows.length === 0) throw notFound(translator("open311Requests")("notFound"));
  const document = writeDocument("service_requests", { list: "request", items: rows }, asked.format);
  return { status: 200, document: asked.wrapped ? inObject("service_requests", document) : document };
}

/** `requests/{id}.html`: the report's own page. */
export async function leadToPage(asked: Asked): Promise<Answer> {
  const id = idIn(asked);
  if ((await readRows([id], asked)).length === 0) throw notFound(translator("open311Requests")("notFound"));
  return leadTo(reportUrl(id));
}

function idIn({ parts: [text = ""] }: Asked): number {
  const id = rowIdIn(text);
  if (id === null) throw notFound(translator("open311Requests")("notFound"));
  return id;
}

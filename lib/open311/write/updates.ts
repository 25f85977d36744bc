import type { PostedUpdate, RequestUpdate } from "@/lib/open311/documents";
import { wireDate } from "@/lib/open311/write/requests";
import { streamList } from "@/lib/open311/write/stream-list";
import {
  type Format,
  orNull,
  type WireValue,
  type Written,
  type WrittenStream,
  writeDocument,
} from "@/lib/open311/write/wire-tree";

function mediaUrl(urls: readonly string[]): WireValue {
  return urls.length > 1 ? { repeat: [...urls] } : orNull(urls[0]);
}

function updateRow(update: RequestUpdate): WireValue {
  const extras = Object.entries(update.extras);
  return {
    fields: {
      update_id: update.updateId,
      service_request_id: orNull(update.serviceRequestId),
      status: orNull(update.status),
      updated_datetime: wireDate(update.updatedDatetime),
      description: orNull(update.description),
      media_url: mediaUrl(update.mediaUrls),
      fixmystreet_id: update.fixmystreetId,
      external_status_code: update.externalStatusCode,
      customer_reference: update.customerReference,
      extras: extras.length ? { fields: Object.fromEntries(extras) } : undefined,
    },
  };
}

/** The answer to `GET servicerequestupdates` (extension). */
export function writeUpdates(list: readonly RequestUpdate[], format: Format): Written {
  return writeDocument(
    "service_request_updates",
    { list: "request_update", items: list.map(updateRow) },
    format,
  );
}

/** The same, written while it is sent: windows have no limit. */
export async function streamUpdates(
  batches: AsyncIterable<readonly RequestUpdate[]>,
  format: Format,
): Promise<WrittenStream> {
  async function* rows() {
    for await (const batch of batches) yield batch.map(updateRow);
  }
  return streamList({ root: "service_request_updates", item: "request_update" }, rows(), format);
}

/** The answer to `POST servicerequestupdates`: the id the receiver gave the update, or a token for it. */
export function writePostedUpdates(list: readonly PostedUpdate[], format: Format): Written {
  const items = list.map((posted) => ({
    fields: { update_id: posted.updateId, token: posted.token, account_id: posted.accountId },
  }));
  return writeDocument("service_request_updates", { list: "request_update", items }, format);
}

/** The answer to `GET update_tokens/{token}`; while there is no id yet (null) the element stays empty. */
export function writeUpdateToken(
  answer: { token: string; updateId: string | null },
  format: Format,
): Written {
  const row = { fields: { update_id: answer.updateId, token: answer.token } };
  return writeDocument("service_request_updates", { list: "request_update", items: [row] }, format);
}

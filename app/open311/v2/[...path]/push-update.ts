import { type Answer, type Asked, refuse } from "@/app/open311/v2/[...path]/answer-call";
import { type Posted, readPosted, withAddress } from "@/app/open311/v2/[...path]/read-posted";
import type { ClientActor } from "@/lib/actor";
import { notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { writePostedUpdates, writeUpdateToken } from "@/lib/open311/write/updates";
import { assertBelow, limit } from "@/lib/rate-limit";
import { receiveFromClient } from "@/lib/sync/push/receive-from-client";
import { type Received, receiveUpdate } from "@/lib/sync/push/receive-update";
import { mayPostUpdates, postUpdate } from "@/lib/updates/post-update";
import { readPostedUpdate, reportIdOf } from "@/lib/updates/posted-update";
import { findPostedUpdate, updateToken } from "@/lib/updates/update-token";

type Read = Extract<Posted, { kind: "read" }>;

/** Words, and perhaps a few pictures. */
const maxBytes = 20_000_000;

/**
 * `POST servicerequestupdates` (extension). With the key of an API client: what somebody has said elsewhere, about one of our requests;
 * where the client is a body's own system and the body has the request, it is its back end that speaks. With the key that a connection
 * gives its back end: an update of the back end's, about its own request (spec/integration.md 9.5). The answer holds the number that the
 * update has here, or a token while its author has still to confirm it. 500 when it may be tried again.
 */
export async function pushUpdate(asked: Asked): Promise<Answer> {
  await assertBelow("pushKey", asked.address);
  const posted = await readPosted(asked, maxBytes, { otherKeys: true });
  if (posted.kind === "refused") return posted.answer;
  const { caller, form, one } = posted;
  if (caller) return post(asked, caller, posted);
  await limit("push", asked.address);
  const key = { jurisdictionId: one("jurisdiction_id"), apiKey: one("api_key") };
  const received = await receiveUpdate({ ...key, fields: form.fields }, new Date());
  // Whoever guesses keys is not to go on for long.
  if (received.kind === "refused" && received.reason === "api_key") await limit("pushKey", asked.address);
  return answerTo(asked, received);
}

async function post(
  { request, format, query }: Asked,
  client: ClientActor,
  { form: given, one }: Read,
): Promise<Answer> {
  mayPostUpdates(client);
  const form = withAddress(given, query);
  const now = new Date();
  const received = await receiveFromClient(client, reportIdOf(one("service_request_id")), form, now);
  // To whoever has to note something, a name that is no update's of ours.
  const nothing = () => told([{ updateId: `left-${one("update_id")}` }], format);
  if (received) return received.kind === "left" ? nothing() : answerTo({ format }, received);
  const posted = readPostedUpdate(form, request.headers.get("idempotency-key"));
  // Each update of such a caller mails somebody.
  if (!client.trusted && posted.email !== "") await limit("update", posted.email);
  const outcome = await postUpdate(client, posted, now);
  switch (outcome.kind) {
    case "published":
      return told([{ updateId: String(outcome.updateId) }], format);
    case "waits":
      return told([{ token: updateToken(outcome.updateId) }], format);
    case "nothing":
      return nothing();
  }
}

function answerTo({ format }: Pick<Asked, "format">, received: Received): Answer {
  const t = translator("open311");
  switch (received.kind) {
    case "taken":
      return told([{ updateId: String(received.updateId) }], format);
    case "known":
    case "left":
      return told([], format);
    case "kept":
      return refuse(format, 500, t("updateKept"));
    case "refused":
      return refuse(format, 400, t("badRequest", { reason: received.reason }));
  }
}

/** `GET update_tokens/{token}`: the update's number once its author has confirmed it, empty until then. */
export async function getUpdateToken({ format, parts: [token = ""] }: Asked): Promise<Answer> {
  const found = await findPostedUpdate(token);
  if (!found) throw notFound(translator("postedUpdates")("token"));
  const updateId = found.updateId === null ? null : String(found.updateId);
  return { status: 200, document: writeUpdateToken({ token, updateId }, format) };
}

const told = (list: Parameters<typeof writePostedUpdates>[0], format: Asked["format"]): Answer => ({
  status: 200,
  document: writePostedUpdates(list, format),
});

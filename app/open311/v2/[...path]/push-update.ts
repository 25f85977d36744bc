import { addressBehind } from "@/app/_server/client-address";
import { readBody } from "@/app/api/inbound/read-body";
import { type Answer, type Asked, refuse } from "@/app/open311/v2/[...path]/answer-call";
import { env } from "@/lib/env";
import { type ReadForm, readForm } from "@/lib/open311/read/form";
import { UnreadableForm } from "@/lib/open311/read/multipart";
import { writePostedUpdates } from "@/lib/open311/write/updates";
import { assertBelow, limit } from "@/lib/rate-limit";
import { receiveUpdate } from "@/lib/sync/push/receive-update";

/** Words, and perhaps a picture or two as `data:`. */
const maxBytes = 5_000_000;

/**
 * `POST servicerequestupdates`: a back end tells an update by itself (extension). The answer holds the number that the update has
 * here. Refused with 400 and the name of what is wrong; 500 when it may be tried again. Source: spec/integration.md 9.5.
 */
export async function pushUpdate({ request, format, query }: Asked): Promise<Answer> {
  const address = addressBehind(request.headers.get("x-forwarded-for"), env.TRUSTED_PROXIES);
  await assertBelow("pushKey", address);
  await limit("push", address);
  const body = await readBody(request, maxBytes);
  if (!body) return refuse(format, 413, `The body is larger than ${maxBytes} bytes`);
  let form: ReadForm;
  try {
    form = await readForm(request.headers.get("content-type"), body);
  } catch (error) {
    if (error instanceof UnreadableForm) return refuse(format, 400, `Bad request: ${error.message}`);
    throw error;
  }
  const one = (name: string): string => form.fields.get(name)?.[0] ?? query.get(name) ?? "";
  const received = await receiveUpdate(
    { jurisdictionId: one("jurisdiction_id"), apiKey: one("api_key"), fields: form.fields },
    new Date(),
  );
  switch (received.kind) {
    case "taken":
      return told([{ updateId: String(received.updateId) }], format);
    case "left":
      return told([], format);
    case "kept":
      return refuse(format, 500, "The update could not be taken in. It is kept, and somebody looks at it");
    case "refused":
      // Whoever guesses keys is not to go on for long.
      if (received.reason === "api_key") await limit("pushKey", address);
      return refuse(format, 400, `Bad request: ${received.reason}`);
  }
}

const told = (list: Parameters<typeof writePostedUpdates>[0], format: Asked["format"]): Answer => ({
  status: 200,
  document: writePostedUpdates(list, format),
});

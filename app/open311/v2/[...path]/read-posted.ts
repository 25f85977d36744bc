import { readBody } from "@/app/api/inbound/read-body";
import { type Answer, type Asked, refuse } from "@/app/open311/v2/[...path]/answer-call";
import { assertMayPost, callerByKey, countCall } from "@/app/open311/v2/[...path]/caller";
import type { ClientActor } from "@/lib/actor";
import { translator } from "@/lib/messages";
import { type ReadForm, readForm } from "@/lib/open311/read/form";
import { UnreadableForm } from "@/lib/open311/read/multipart";

const t = translator("open311");

export type Posted =
  | {
      kind: "read";
      form: ReadForm;
      caller: ClientActor | null;
      /** The first value of a field, of the form or else of the address; "" = not sent. */
      one(name: string): string;
    }
  | { kind: "refused"; answer: Answer };

/**
 * Reads what was posted and who posts it: the key stands in the form (as the standard says), in the address or in the headers. 413
 * when it is larger than `maxBytes`, 400 when it cannot be read, 403 for a key that is nobody's.
 * @param options.otherKeys the call also knows keys that are no clients': such a one is not refused, and who shows it not counted
 * @throws DomainError `too_many`
 */
export async function readPosted(
  asked: Asked,
  maxBytes: number,
  { otherKeys = false }: { otherKeys?: boolean } = {},
): Promise<Posted> {
  const { request, format, query, address } = asked;
  if (!otherKeys) await assertMayPost(asked.caller, address);
  const body = await readBody(request, maxBytes);
  if (!body) return refusing(refuse(format, 413, t("tooLarge", { maxBytes })));
  let form: ReadForm;
  try {
    form = await readForm(request.headers.get("content-type"), body);
  } catch (error) {
    if (!(error instanceof UnreadableForm)) throw error;
    return refusing(refuse(format, 400, t("badRequest", { reason: error.message })));
  }
  const inForm = form.fields.get("api_key")?.[0]?.trim();
  const caller = inForm ? await callerByKey(inForm) : (asked.caller ?? (asked.wrongKey ? "unknown" : null));
  if (!otherKeys || (caller !== null && caller !== "unknown")) await countCall(caller, address);
  if (caller === "unknown" && !otherKeys) return refusing(refuse(format, 403, t("wrongKey")));
  return {
    ...{ kind: "read", form, caller: caller === "unknown" ? null : caller },
    one: (name) => form.fields.get(name)?.[0] ?? query.get(name) ?? "",
  };
}

const refusing = (answer: Answer): Posted => ({ kind: "refused", answer });

/** With what stands in the address only: some send all or part of it there. */
export function withAddress(form: ReadForm, query: URLSearchParams): ReadForm {
  const fields = new Map(form.fields);
  for (const name of new Set(query.keys())) {
    if (!fields.has(name)) fields.set(name, query.getAll(name));
  }
  return { ...form, fields };
}

import { fillTemplate, placeholdersIn } from "@/lib/bodies/template-text";
import type { RequestUpdate } from "@/lib/open311/documents";
import type { Chosen } from "@/lib/sync/updates/choose-template";
import type { Decision } from "@/lib/sync/updates/decision";
import { isTold } from "@/lib/sync/updates/is-told";

export type Words = {
  source: Decision["text"];
  text: string;
  /** Told to the reporter by mail instead. */
  emailText: string | null;
  template: Decision["template"];
};

/** Extras that are told to us, not to be repeated to anybody. */
const ours: ReadonlySet<string> = new Set([
  ...["assigned_user_email", "assigned_user_name", "detailed_information", "latest_data_only"],
  ...["email_text", "prefer_template", "original_service_code"],
]);

/**
 * The words of an update: what the back end says, or what the body's template makes of it. `{{description}}` is filled in wherever it
 * stands, also in the words for the reporter's mail. Source: spec/integration.md 5.8, TRAP-19.
 * @param blanksAllowed nothing need be said
 */
export function decideText(
  { description = "", extras }: Pick<RequestUpdate, "description" | "extras">,
  chosen:
    | (Pick<Chosen, "because"> & { template: { id: number; text: string; emailText: string | null } })
    | null,
  blanksAllowed: boolean,
): Words {
  const itsEmailText = extras.email_text?.trim() || null;
  const usesTemplate =
    chosen !== null &&
    (description === "" ||
      isTold(extras.prefer_template) ||
      placeholdersIn(chosen.template.text).includes("description"));
  if (!usesTemplate) {
    const source = description !== "" ? "description" : blanksAllowed ? "none" : "missing";
    return { source, text: description, emailText: itsEmailText, template: null };
  }
  const { id, text, emailText } = chosen.template;
  const told = {
    description,
    extras: Object.fromEntries(Object.entries(extras).filter(([name]) => !ours.has(name))),
  };
  return {
    source: "template",
    text: fillTemplate(text, told),
    emailText: (emailText && fillTemplate(emailText, told)) || itsEmailText,
    template: { id, because: chosen.because },
  };
}

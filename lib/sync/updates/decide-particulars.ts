import { EmailAddress } from "@/lib/auth/account";
import type { RequestUpdate } from "@/lib/open311/documents";
import type { Decision } from "@/lib/sync/updates/decision";
import type { Facts } from "@/lib/sync/updates/facts";

/** One of the body's contacts that is not deleted. */
export type OwnContact = {
  categoryId: number;
  category: string;
  groups: readonly string[];
  /** Its reports are never public. */
  private: boolean;
  /** The question whose answer says which of the back end's many codes it is, where the contact has one. */
  wraps: { description: string } | null;
};

/** What is known of the body beyond its report. */
export type Body = {
  /** By category id. */
  contacts: ReadonlyMap<number, OwnContact>;
  /** By address: whether an account is one of the body's staff. Addresses without an account are missing. */
  staff: ReadonlyMap<string, { ofBody: boolean }>;
};

type Told = Pick<Decision, "category" | "group" | "assignment" | "reference" | "details">;
export type Particulars = { told: Told; after: Facts };

/** A question of a contact that stands for many of the back end's codes. */
export const wrappedCode = "_wrapped_service_code";

/**
 * What else an item tells of the report: who looks after it, its details, category, group and reference. Nothing is taken back to
 * what the back end said before. Source: spec/integration.md 5.5 a–d and j.
 */
export function decideParticulars(facts: Facts, item: RequestUpdate, at: Date, body: Body): Particulars {
  const older = facts.toldUpTo !== null && at < facts.toldUpTo;
  const category = decideCategory(facts, item.extras.category ?? "", older, body);
  const contact = body.contacts.get(category.after.id);
  const assignment = decideAssignment(facts, item.extras.assigned_user_email, older, body);
  const reference = item.customerReference ?? "";
  const details = item.extras.detailed_information;
  const group = firstGroup(item.extras.group ?? "", contact?.groups ?? []);

  const told: Told = {
    category: category.told,
    assignment: assignment.told,
    group: group === "" ? null : outcome(group === facts.group, older),
    reference:
      reference === "" ? null : outcome(reference === facts.reference, older && facts.reference !== null),
    details: details === undefined ? null : outcome((details || null) === facts.details, older),
  };
  return {
    told,
    after: {
      ...facts,
      category: category.after,
      visibility: category.told?.private ? "private" : facts.visibility,
      assignee: assignment.after,
      answers: wrapAnswer(facts.answers, older ? undefined : item.extras.original_service_code, contact),
      group: told.group === "taken" ? group : facts.group,
      reference: told.reference === "taken" ? reference : facts.reference,
      details: told.details === "taken" ? (details ?? "") || null : facts.details,
      code: older ? facts.code : (item.externalStatusCode ?? ""),
    },
  };
}

const outcome = (same: boolean, older: boolean) => (same ? "same" : older ? "older" : "taken");

function decideCategory(facts: Facts, name: string, older: boolean, { contacts }: Body) {
  const after = facts.category;
  if (name === "") return { told: null, after };
  const told = (what: "same" | "older" | "unknown") => ({
    told: { outcome: what, to: name, private: false },
    after,
  });
  if (name === facts.category.name) return told("same");
  const contact = [...contacts.values()].find(({ category }) => category === name);
  if (!contact) return told("unknown");
  if (older) return told("older");
  return {
    // It is the body's own rule about the category that keeps the report from the public, not the back end.
    told: {
      ...{ outcome: "taken" as const, to: name },
      private: contact.private && facts.visibility === "public",
    },
    after: { id: contact.categoryId, name },
  };
}

/** An account that is no staff of the body is given nothing: who is staff, people decide. */
function decideAssignment(facts: Facts, asked: string | undefined, older: boolean, { staff }: Body) {
  const after = facts.assignee;
  if (!asked) return { told: null, after };
  const email = EmailAddress.safeParse(asked);
  if (!email.success) return { told: "no_address" as const, after };
  if (older) return { told: "older" as const, after };
  const known = staff.get(email.data);
  if (known && !known.ofBody) return { told: "not_of_the_body" as const, after };
  return { told: known ? ("taken" as const) : ("invited" as const), after: email.data };
}

/** Several are told in one text: the first of them, as far as the contact's own groups tell where it ends. */
export function firstGroup(text: string, known: readonly string[]): string {
  const own = known.filter((group) => text === group || text.startsWith(`${group}, `));
  return own.sort((a, b) => b.length - a.length)[0] ?? text.split(", ")[0] ?? "";
}

/** Answers with the code that a contact stands for, where it asks for it. */
export function wrapAnswer(
  answers: unknown,
  code: string | undefined,
  contact: Pick<OwnContact, "wraps"> | undefined,
): unknown {
  if (!code || !contact?.wraps) return answers;
  const others: unknown[] = Array.isArray(answers)
    ? answers.filter((answer) => answer?.code !== wrappedCode)
    : [];
  return [...others, { code: wrappedCode, description: contact.wraps.description, value: code }];
}

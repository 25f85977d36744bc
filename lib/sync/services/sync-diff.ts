import { z } from "zod";
import { contactChanges } from "@/lib/bodies/contact-changes";
import { fingerprint } from "@/lib/bodies/fingerprint";
import type { QuestionToWrite } from "@/lib/bodies/write-questions";
import { translator } from "@/lib/messages";
import type { Followed, SyncChange, SyncPlan } from "@/lib/sync/services/sync-plan";

const ShownChange = z.object({
  kind: z.enum(["create", "update", "revive", "retire"]),
  /** Null = it is new. */
  contactId: z.int().nullable(),
  category: z.string(),
  code: z.string(),
  changes: z.array(z.object({ what: z.string(), was: z.string().nullable(), is: z.string().nullable() })),
});

/** What following the list would do, in words, fit for JSON. `fingerprint` differs when anything of it does. */
export const SyncDiff = z.object({
  fingerprint: z.string(),
  counts: z.object({
    create: z.int(),
    update: z.int(),
    revive: z.int(),
    retire: z.int(),
    unchanged: z.int(),
    left: z.int(),
  }),
  changes: z.array(ShownChange),
  /** Services that change nothing here, and why. */
  left: z.array(z.object({ code: z.string(), name: z.string(), why: z.string() })),
  remarks: z.array(z.object({ service: z.string(), what: z.string() })),
});
export type SyncDiff = z.infer<typeof SyncDiff>;

const t = translator("services");

/** A plan as people read it. Pure. */
export function syncDiff(plan: SyncPlan): SyncDiff {
  const count = (kind: SyncChange["kind"]) => plan.changes.filter((change) => change.kind === kind).length;
  return {
    fingerprint: fingerprintOf(plan),
    counts: {
      create: count("create"),
      update: count("update"),
      revive: count("revive"),
      retire: count("retire"),
      unchanged: plan.unchanged.length,
      left: plan.left.length,
    },
    changes: plan.changes.map(shown),
    left: plan.left.map(({ code, name, reason, detail }) => ({
      code,
      name,
      why: t(`left.${reason}`, { detail }),
    })),
    remarks: plan.remarks.map(({ kind, service, detail }) => ({
      service,
      what: t(`remark.${kind}`, { detail }),
    })),
  };
}

const fingerprintOf = ({ changes }: SyncPlan): string =>
  fingerprint(
    changes.map(({ kind, contact, serviceCode, fields, questions }) => [
      kind,
      contact?.version ?? null,
      serviceCode,
      Object.entries(fields).sort(),
      questions?.map((question) => Object.entries(question).sort()) ?? null,
    ]),
  );

function shown({ kind, contact, serviceCode, fields, questions }: SyncChange): SyncDiff["changes"][number] {
  const action = kind === "create" ? "contacts.create" : "contacts.edit";
  const before =
    contact && Object.fromEntries(Object.entries(contact).filter(([key]) => Object.hasOwn(fields, key)));
  // Of a new one only what is not as usual: its name and its code stand beside it anyway.
  const { category: _, destination: __, ...rest } = fields;
  const told = kind === "create" ? withoutUsual(rest) : fields;
  const asked = contact && { questions: contact.questions.map(withoutId) };
  return {
    kind,
    contactId: contact?.id ?? null,
    category: contact?.category ?? fields.category ?? "",
    code: serviceCode,
    changes: [
      ...contactChanges(action, before, told),
      ...(questions ? contactChanges(action, asked, { questions: questions.map(withoutId) }) : []),
    ],
  };
}

const usual: Partial<Followed> = { state: "confirmed", serviceType: "realtime" };

const withoutUsual = (fields: Partial<Followed>): Partial<Followed> =>
  Object.fromEntries(Object.entries(fields).filter(([key, value]) => usual[key as keyof Followed] !== value));

const withoutId = ({ id: _, ...question }: QuestionToWrite) => question;

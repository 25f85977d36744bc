import { z } from "zod";
import { QuestionOption } from "@/lib/bodies/questions";
import { translator } from "@/lib/messages";
import { type Automated, Datatype } from "@/prisma/generated/enums";

const t = translator("bodies");

const OptionEntry = z.strictObject({
  ...QuestionOption.shape,
  key: z.string().min(1, t("question.empty")).max(255),
});

/** A question as a council file and the editor write it, and what makes one that a form can ask. Keys: docs/council-file.md. */
export const QuestionEntry = z
  .strictObject({
    code: z.string().regex(/^\S+$/, t("question.blanks")).max(200, t("question.long")),
    description: z.string().trim().min(1, t("question.empty")),
    datatype: z.enum(Datatype).default("string"),
    datatypeDescription: z.string().default(""),
    required: z.boolean().default(false),
    variable: z.boolean().default(true),
    /** Absent: as they stand in the list. */
    order: z.int().optional(),
    automated: z.enum(["", "server_set", "hidden_field"]).default(""),
    protected: z.boolean().default(false),
    stopsForm: z.boolean().default(false),
    values: z.array(OptionEntry).default([]),
  })
  .refine(
    ({ variable, automated, datatype, values }) => {
      const asksToChoose = variable && automated === "" && datatype.endsWith("valuelist");
      return !asksToChoose || values.length > 0;
    },
    { path: ["values"], error: t("question.values") },
  )
  .refine(({ variable, stopsForm }) => !(variable && stopsForm), {
    path: ["stopsForm"],
    error: t("question.stopsForm"),
  });

/** With its place in the list. */
export type QuestionEntry = z.output<typeof QuestionEntry> & { order: number };

type StoredQuestion = Omit<QuestionEntry, "automated" | "values"> & { automated: Automated; values: unknown };

/** A row as an entry; `id` and `contactId` are left out. */
export function questionEntry(row: StoredQuestion & { id: number; contactId: number }): QuestionEntry {
  const { id: _, contactId: __, automated, values, ...question } = row;
  return {
    ...question,
    automated: automated === "asked" ? "" : automated,
    values: QuestionOption.array().parse(values),
  };
}

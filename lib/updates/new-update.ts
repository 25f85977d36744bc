import { z } from "zod";
import { EmailAddress } from "@/lib/auth/account";
import { listOf, orNull, RowId, Ticked } from "@/lib/form-fields";
import { translator } from "@/lib/messages";
import { maxPhotos } from "@/lib/photos/attach";
import { oneLine, severalLines } from "@/lib/plain-text";
import { ReportState } from "@/prisma/generated/enums";

const t = translator("refusals");
const words = translator("updates");

/** What every update is made of, whoever writes it. */
const said = {
  reportId: RowId,
  text: z
    .string()
    .default("")
    .transform(severalLines)
    .pipe(z.string().max(4_000, words("refused.textLong"))),
  photoIds: listOf(z.uuid(t("photo"))).pipe(z.array(z.uuid()).max(maxPhotos, t("photos"))),
  /** Made with the form: what is posted twice is one update. */
  formKey: z.uuid({ error: t("formKey") }),
};

const saysNothing = { path: ["text"], error: words("refused.nothing") };

/** An update as the form under a report sends it. What must be filled in depends on who sends it, which only the verb knows. */
export const NewUpdate = z.object({
  ...said,
  /** It is fixed. */
  fixed: Ticked,
  /** It is not fixed, says who reported it. */
  reopen: Ticked,
  /** Whoever writes wants to be told of what comes next. */
  follow: Ticked,
  /** Empty only for somebody signed in, who is asked no more. */
  email: z.union([z.literal(""), EmailAddress], { error: t("email") }).default(""),
  /** Empty only for somebody whose account has one. */
  name: z
    .string()
    .default("")
    .transform(oneLine)
    .pipe(z.string().max(100, t("nameLong"))),
  showName: Ticked,
});
export type NewUpdate = z.output<typeof NewUpdate>;

/** An update in a body's name, as the dashboard's form sends it. */
export const StaffUpdate = z
  .object({
    ...said,
    /** In whose name, where there is a choice. */
    bodyId: orNull(RowId),
    newState: orNull(z.enum(ReportState, { error: words("refused.state") })),
    /** The template that the text began as. */
    templateId: orNull(RowId),
  })
  .refine(({ text, photoIds, newState }) => text || photoIds.length > 0 || newState, saysNothing);
export type StaffUpdate = z.output<typeof StaffUpdate>;

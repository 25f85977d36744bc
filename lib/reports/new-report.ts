import { z } from "zod";
import { EmailAddress, PersonName, PhoneNumber } from "@/lib/auth/account";
import { translator } from "@/lib/messages";
import { oneLine, severalLines } from "@/lib/plain-text";

const t = translator("refusals");

/** A number, or a form field that holds one; an empty field is none. */
export const degrees = (limit: number) =>
  z.union([z.number(), z.string().trim().min(1).transform(Number)], { error: t("point") }).pipe(
    z
      .number({ error: t("point") })
      .min(-limit, t("point"))
      .max(limit, t("point")),
  );

/** A check box, as a boolean or as what a form sends for one. */
const ticked = z
  .union([z.boolean(), z.string()])
  .default(false)
  .transform((value) =>
    typeof value === "boolean" ? value : !["", "0", "false", "off", "no"].includes(value),
  );

/** How long an answer may be is for its question to say. */
const answer = z.string().transform(severalLines);

/**
 * A report as its form sends it. The point is WGS84 degrees; `answers` are by question code and are checked against the
 * questions of the category, which only the verb knows; `formKey` is made with the form: posting it again is the same report.
 */
export const NewReport = z.object({
  point: z.object({ lat: degrees(90), lon: degrees(180) }, { error: t("point") }),
  categoryId: z.coerce
    .number<unknown>({ error: t("category") })
    .int(t("category"))
    .positive(t("category"))
    .max(2_147_483_647, t("category")),
  title: z
    .string({ error: t("title") })
    .transform(oneLine)
    .pipe(z.string().min(1, t("title")).max(200, t("titleLong"))),
  detail: z
    .string({ error: t("detail") })
    .transform(severalLines)
    .pipe(z.string().min(1, t("detail")).max(4000, t("detailLong"))),
  answers: z.record(z.string(), z.union([answer, z.array(answer)])).default({}),
  photoIds: z
    .preprocess(
      (ids) => (typeof ids === "string" ? [ids].filter(Boolean) : ids),
      z.array(z.uuid(t("photo"))).max(3, t("photos")),
    )
    .default([]),
  /** Empty only for somebody signed in, who is asked no more. */
  email: z.union([z.literal(""), EmailAddress], { error: t("email") }).default(""),
  name: PersonName,
  phone: PhoneNumber,
  showName: ticked,
  usedMap: ticked,
  searchedFor: z
    .string()
    .transform(oneLine)
    .pipe(z.string().transform((text) => text.slice(0, 200)))
    .default(""),
  formKey: z.uuid({ error: t("formKey") }),
  language: z
    .string()
    .regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/)
    .default("en"),
});
export type NewReport = z.infer<typeof NewReport>;

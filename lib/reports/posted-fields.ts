import { z } from "zod";
import { EmailAddress } from "@/lib/auth/account";
import { translator } from "@/lib/messages";
import { oneLine } from "@/lib/plain-text";

const t = translator("posting");
const refusals = translator("refusals");

/** A text of one line. */
export const line = (max: number, fault: string) =>
  z.string().transform(oneLine).pipe(z.string().max(max, fault));

function isMedia(text: string): boolean {
  if (/^data:image\//i.test(text)) return true;
  return text.length <= 2000 && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** Addresses of pictures, or the pictures themselves. */
export const mediaUrls = z
  .array(z.string().refine(isMedia, t("mediaUrl")))
  .max(10, t("mediaMany"))
  .default([]);

/** Who says it, by the names that the standard has. */
export const authorFields = {
  email: z.union([z.literal(""), EmailAddress], { error: refusals("email") }).default(""),
  first_name: line(100, refusals("nameLong")).default(""),
  last_name: line(100, refusals("nameLong")).default(""),
};

type Author = { first_name: string; last_name: string; public_anonymity_required: string };

/** A name is shown only of whoever has said that it may be. */
export function namedAuthor(given: Author): { name: string; showName: boolean } {
  // FixMyStreet's kind says "-" where it knows no last name.
  const name = [given.first_name, given.last_name].filter((part) => part !== "" && part !== "-").join(" ");
  return { name, showName: name !== "" && /^(false|0|no)$/i.test(given.public_anonymity_required) };
}

/** No halves of characters, which the database does not take. */
export const wholeCharacters = (text: string): string => text.replace(/\p{Surrogate}/gu, "\ufffd");

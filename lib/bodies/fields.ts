import { z } from "zod";
import { translator } from "@/lib/messages";
import { oneLine, severalLines } from "@/lib/plain-text";

// What the council file and the dashboard check alike.

const t = translator("adminBodies");

/** The name of a row in addresses and files. */
export const Slug = z
  .string({ error: t("faults.slug") })
  .trim()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, t("faults.slug"))
  .max(100, t("faults.slugLong"));

/** One line of words that must not be empty. */
export const Name = z
  .string({ error: t("faults.empty") })
  .transform(oneLine)
  .pipe(z.string().min(1, t("faults.empty")).max(200, t("faults.nameLong")));

/** Some page of the body's own. */
export const WebAddress = z.url({ protocol: /^https?$/, error: t("faults.webAddress") });

/** BCP 47, as in `<html lang>`. */
export const Language = z
  .string({ error: t("faults.language") })
  .trim()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, t("faults.language"));

/** Running text that may have several lines. */
export const Words = (max: number) =>
  z
    .string({ error: t("faults.empty") })
    .transform(severalLines)
    .pipe(z.string().max(max, t("faults.textLong", { max })));

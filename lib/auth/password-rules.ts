import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";
import { z } from "zod";
import { env } from "@/lib/env";
import { translator } from "@/lib/messages";

const t = translator("account");

/** Any characters: length is what counts. The upper limit keeps hashing cheap. */
export const NewPassword = z
  .string({ error: t("refusal.short") })
  .min(10, t("refusal.short"))
  .max(200, t("refusal.long"));

let judge: ZxcvbnFactory | undefined;

/** Fewer guesses than this (zxcvbn's score 2, a hundred million) and a patient stranger gets in. */
const least = 2;

/**
 * Why a password is too easy to guess, or null. Common passwords, their usual disguises, keyboard rows, dates, and the person's
 * own name and address are what is guessed first.
 * @param about words that belong to the person: name, e-mail address
 */
export function weakness(password: string, about: readonly string[]): string | null {
  judge ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  const own = [...about, env.SITE_NAME].flatMap((text) => {
    const words = text.split(/[\s@._-]+/);
    return [text, words.join(""), ...words];
  });
  const { score } = judge.check(
    password,
    own.filter((word) => word.length > 2),
  );
  return score < least ? t("refusal.common") : null;
}

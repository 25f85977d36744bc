"use client";

import { createContext, use } from "react";
import { fill } from "@/components/map/fill";
import type { Messages } from "@/lib/messages";

export type FormWords = Messages["reportForm"]["form"];

const Words = createContext<FormWords | null>(null);

/** Hands the form's texts to its parts; they come from the server, so that the browser loads one language and no formatter. */
export const WordsProvider = Words;

export function useWords(): FormWords {
  const words = use(Words);
  if (!words) throw new Error("The form's parts need its words: put them into a WordsProvider.");
  return words;
}

/** `A`, `A and B`, `A, B and C` */
export function listed(names: readonly string[], words: FormWords): string {
  const last = names.at(-1) ?? "";
  if (names.length < 2) return last;
  return fill(words.place.and, { first: names.slice(0, -1).join(", "), last });
}

import type { Parcel } from "@/lib/delivery/parcel";

/** One letter to one or several bodies: what is the same for all of them, and what each of them adds. */
export type Letter = Parcel & {
  /** Whom it speaks to, in the order of their names, and in which language. */
  reader: { bodies: string[]; language: string };
};

/**
 * Joins the parcels of one report for one letter. It is written in the language that its bodies have in common, else in the
 * report's own. Every answer to any body's questions stands in it once, in the words of the first that has some for it.
 * @param parcels at least one, all of the same report
 */
export function joinParcels(parcels: readonly Parcel[]): Letter {
  const sorted = parcels.toSorted((a, b) => a.body.name.localeCompare(b.body.name));
  const [first] = sorted;
  if (!first) throw new Error("A letter needs somebody to go to.");
  const bodies = sorted.map(({ body }) => body.name);
  const answers = new Map<string, Parcel["answers"][number]>();
  for (const answer of sorted.flatMap((parcel) => parcel.answers)) {
    if (!answers.has(answer.code)) answers.set(answer.code, answer);
  }
  return {
    ...first,
    answers: [...answers.values()],
    body: { ...first.body, replyTo: common(sorted.map(({ body }) => body.replyTo)) },
    alsoSentTo: [...new Set(sorted.flatMap(({ alsoSentTo }) => alsoSentTo))].filter(
      (name) => !bodies.includes(name),
    ),
    reader: { bodies, language: common(sorted.map(({ body }) => body.language)) ?? first.language },
  };
}

/** What all of them say; null when they differ. */
function common<Value>([first, ...others]: readonly Value[]): Value | null {
  return first !== undefined && others.every((other) => other === first) ? first : null;
}

import type { Tx } from "@/lib/db";

/** Whose report it is: addresses and telephone numbers as they were given, in any spelling. */
export type Who = { email: string | null; phones: readonly string[] };

/**
 * Whose reports are hidden: the address, its domain or a telephone number is on the abuse list. An entry marked safe, such as
 * one address of a banned domain, outweighs the others. One query, however many people.
 */
export async function areBanned(tx: Tx, people: readonly Who[]): Promise<boolean[]> {
  const known = people.map(valuesOf);
  const values = [...new Set(known.flat())];
  if (values.length === 0) return people.map(() => false);
  const entries = await tx.abuseEntry.findMany({
    where: { value: { in: values } },
    select: { value: true, safe: true },
  });
  const safeBy = new Map(entries.map(({ value, safe }) => [value, safe]));
  return known.map((mine) => {
    const verdicts = mine.flatMap((value) => safeBy.get(value) ?? []);
    return verdicts.length > 0 && verdicts.every((safe) => !safe);
  });
}

function valuesOf({ email, phones }: Who): string[] {
  const address = email?.toLowerCase() ?? "";
  const numbers = phones.map((phone) => phone.replace(/\D/g, ""));
  return [address, address.split("@")[1] ?? "", ...numbers].filter(Boolean);
}

import type { Tx } from "@/lib/db";

type Who = { email: string | null; phone: string };

/**
 * Whether reports of this person are hidden: the address, its domain or the telephone number is on the abuse list. An entry
 * marked safe, such as one address of a banned domain, outweighs the others.
 */
export async function isBanned(tx: Tx, { email, phone }: Who): Promise<boolean> {
  const address = email?.toLowerCase() ?? "";
  const values = [address, address.split("@")[1] ?? "", phone.replace(/\D/g, "")].filter(Boolean);
  const entries = await tx.abuseEntry.findMany({ where: { value: { in: values } }, select: { safe: true } });
  return entries.length > 0 && entries.every(({ safe }) => !safe);
}

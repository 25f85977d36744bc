import { randomUUID } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";

/** argon2id (the library's default) as OWASP's cheat sheet asks for at least: 19 MiB, two passes, one lane. */
const costs = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const wanted = `$argon2id$v=19$m=${costs.memoryCost},t=${costs.timeCost},p=${costs.parallelism}$`;

/** The same letters are the same password, however a keyboard composes them. */
const normal = (text: string): string => text.normalize("NFKC");

export const hashPassword = (text: string): Promise<string> => hash(normal(text), costs);

let decoy: Promise<string> | undefined;

/**
 * Whether it is the password of the hash. Without a hash it takes as long as with one, so that the time tells nobody whether
 * there is such an account.
 * @returns outdated: the hash was made with other costs than today's and should be made anew
 */
export async function checkPassword(
  text: string,
  hashed: string | null,
): Promise<{ right: boolean; outdated: boolean }> {
  decoy ??= hashPassword(randomUUID());
  const right = await verify(hashed ?? (await decoy), normal(text)).catch(() => false);
  return { right: right && hashed !== null, outdated: hashed !== null && !hashed.startsWith(wanted) };
}

import { createToken, tokenLife, tokenText } from "@/lib/auth/tokens";
import { db } from "@/lib/db";
import { siteUrl } from "@/lib/urls";

/** Who may be tried out in the demo, by e-mail address. */
const shown: Readonly<Record<string, string>> = {
  "site@mendline.example": "Site administrator",
  "grace.holloway@alderwick.example": "Grace Holloway, administrator of the city",
  "tom.okafor@alderwick.example": "Tom Okafor, inspector of the city",
  "helen.marsh@rushmere.example": "Helen Marsh, administrator of the county",
  "sam.whitlock@northlight.example": "Sam Whitlock, Northlight Energy",
};

/** A link for each of the demo's staff that signs in, as a mailed one would. */
export async function staffSignIns(now: Date = new Date()): Promise<{ who: string; link: string }[]> {
  const users = await db.user.findMany({
    where: { email: { in: Object.keys(shown) } },
    select: { id: true, email: true },
  });
  const byEmail = new Map(users.map((user) => [user.email, user.id]));
  return db.$transaction(async (tx) => {
    const links: { who: string; link: string }[] = [];
    for (const [email, who] of Object.entries(shown)) {
      const userId = byEmail.get(email);
      if (userId === undefined) continue;
      const token = await createToken(tx, {
        kind: "sign_in",
        userId,
        next: "/admin",
        now,
        ttl: tokenLife.sign_in,
      });
      links.push({ who, link: siteUrl(`/auth/${tokenText(token)}`) });
    }
    return links;
  });
}

import { createToken, tokenLife, tokenText } from "@/lib/auth/tokens";
import { db } from "@/lib/db";
import { siteUrl } from "@/lib/urls";

/** A link for each member of the demo's staff that signs them in, so that a visitor may be any of them. */
export async function staffSignIns(): Promise<{ who: string; link: string }[]> {
  const staff = await db.user.findMany({
    where: { deletedAt: null, OR: [{ bodyId: { not: null } }, { superuser: true }] },
    orderBy: [{ superuser: "desc" }, { body: { name: "asc" } }, { name: "asc" }],
    select: { id: true, name: true, superuser: true, body: { select: { name: true } } },
    take: 20,
  });
  return Promise.all(
    staff.map(async ({ id, name, superuser, body }) => {
      const token = await db.$transaction((tx) =>
        createToken(tx, { kind: "sign_in", userId: id, now: new Date(), ttl: tokenLife.sign_in }),
      );
      return {
        who: `${name}, ${superuser ? "superuser" : (body?.name ?? "")}`,
        link: siteUrl(`/auth/${tokenText(token)}`),
      };
    }),
  );
}

import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { sendLink } from "@/lib/mail/token-mail";
import { moment } from "@/lib/mail/words";
import { translator } from "@/lib/messages";
import { siteUrl } from "@/lib/urls";

/**
 * Tells somebody new among the staff, in friendly words, what they may now work with, and how they get in. A link that is used or
 * past its time needs no mail any more, nor does somebody who is no staff by now.
 * @throws Error when it should be tried again: a second mail of the same link does no harm
 */
export async function sendInvitationMail(tokenId: number, now: Date = new Date()): Promise<void> {
  const token = await db.token.findUnique({
    where: { id: tokenId },
    select: {
      id: true,
      kind: true,
      nonce: true,
      expiresAt: true,
      usedAt: true,
      user: {
        select: {
          email: true,
          name: true,
          language: true,
          superuser: true,
          body: { select: { name: true } },
        },
      },
    },
  });
  if (!token || token.usedAt || token.expiresAt <= now) return;
  const { name, language, body, superuser } = token.user;
  if (!body && !superuser) return;
  const t = translator("adminUsers", language);
  const site = env.SITE_NAME;
  const words = {
    subject: t("invitation.subject", { site }),
    path: "/auth",
    blocks: (url: string) => [
      {
        kind: "paragraph" as const,
        text: name ? t("invitation.greeting", { name }) : t("invitation.greetingNobody"),
      },
      {
        kind: "paragraph" as const,
        text: body ? t("invitation.lead", { body: body.name, site }) : t("invitation.leadSite", { site }),
      },
      { kind: "button" as const, label: t("invitation.button"), url },
      {
        kind: "paragraph" as const,
        text: t("invitation.until", { date: moment(token.expiresAt, language) }),
      },
      { kind: "paragraph" as const, text: t("invitation.later", { url: siteUrl("/auth") }) },
      { kind: "small" as const, text: t("invitation.ignore") },
      { kind: "address" as const, text: translator("mail", language)("copyLink"), url },
    ],
  };
  await sendLink(token, words, language);
}

import { useTranslations } from "next-intl";
import { Facts } from "@/components/admin/facts";
import { Allows } from "@/components/admin/users/rights-fields";
import { longDate, RelativeTime } from "@/components/ui/relative-time";
import type { UserPage } from "@/lib/users/read-user";

/** What is known about an account. */
export function UserFacts({ user }: { user: UserPage }) {
  const t = useTranslations("adminUsers");
  const factor = user.secondFactorSince
    ? t("page.factorOn", { date: longDate(user.secondFactorSince) })
    : t(user.lacksSecondFactor ? "page.factorNeeded" : "page.factorOff");
  return (
    <Facts
      facts={[
        { label: t("page.email"), value: user.email },
        user.staff && { label: t("page.body"), value: user.body?.name ?? t("noBody") },
        user.staff && {
          label: t("page.rights"),
          value: user.superuser ? t("everything") : <Allows permissions={user.permissions} />,
        },
        {
          label: t("page.verified"),
          value: user.emailVerifiedAt ? longDate(user.emailVerifiedAt) : t("page.notVerified"),
        },
        {
          label: t("page.lastSignIn"),
          value: user.lastSignInAt ? <RelativeTime at={user.lastSignInAt} /> : t("page.never"),
        },
        {
          label: t("page.password"),
          value: t(user.hasPassword ? "page.passwordSet" : "page.passwordNone"),
        },
        { label: t("page.factor"), value: factor },
        user.issuers.length > 0 && { label: t("page.provider"), value: user.issuers.join(", ") },
        user.sessionsEndedAt && {
          label: t("page.sessionsEnded"),
          value: <RelativeTime at={user.sessionsEndedAt} />,
        },
        { label: t("page.joined"), value: longDate(user.createdAt) },
      ]}
    />
  );
}

import type { Metadata, Route } from "next";
import { redirect } from "next/navigation";
import { useTranslations } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import { providerName } from "@/app/_server/auth";
import { currentStanding, landing } from "@/app/_server/session";
import { SignInForm } from "@/app/auth/sign-in-form";
import { buttonClass, LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { safeNext } from "@/lib/auth/safe-next";

export const dynamic = "force-dynamic";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.signIn");
  return { title: t("title"), robots: { index: false } };
}

export default async function SignInPage({ searchParams }: Props) {
  const query = await searchParams;
  const next = safeNext(query.next ?? query.callbackUrl);
  const standing = await currentStanding();
  if (standing.actor.kind !== "anonymous" || standing.lacks) redirect(landing(standing, next));
  const { account } = await getMessages();
  return (
    <div className="page">
      <div className="flex max-w-[34rem] flex-col gap-6">
        <ProviderRefusal refused={query.refused ?? (query.error && "failed")} />
        <div>
          <h1>{account.signIn.title}</h1>
          <p className="mt-2 text-large">{account.signIn.lead}</p>
        </div>
        <SignInForm next={next} words={account.signIn} />
        <OtherWays then={next ? `?next=${encodeURIComponent(next)}` : ""} />
      </div>
    </div>
  );
}

function OtherWays({ then }: { then: string }) {
  const t = useTranslations("account.signIn");
  const name = providerName();
  return (
    <section aria-labelledby="other-ways" className="border-t border-line pt-6">
      <h2 id="other-ways" className="text-large">
        {t("or")}
      </h2>
      <div className="mt-3 flex flex-col items-start gap-3">
        <LinkButton href={`/auth/password${then}` as Route}>{t("withPassword")}</LinkButton>
        {name && (
          // No Link: it leads off this site, and nothing must be fetched ahead.
          <a href={`/auth/organisation${then}`} className={buttonClass()}>
            {t("withProvider", { name })}
          </a>
        )}
      </div>
    </section>
  );
}

const refusals = ["unknown", "unverified", "other", "failed"] as const;

/** Why the organisation's provider did not sign somebody in, and what to do now. */
function ProviderRefusal({ refused }: { refused: unknown }) {
  const t = useTranslations("account.refused");
  const why = refusals.find((one) => one === refused);
  const name = providerName();
  if (!why || !name) return null;
  return (
    <Notice kind="warn" title={t("title")} announce>
      <p>{t(why, { name })}</p>
    </Notice>
  );
}

import type { Metadata, Route } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { useTranslations } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import { currentSession, currentStanding, landing } from "@/app/_server/session";
import { endOthers } from "@/app/my/security/end-others";
import { PasswordSection } from "@/app/my/security/password-section";
import { SignInAgain } from "@/app/my/security/sign-in-again";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { longDate } from "@/components/ui/relative-time";
import { SubmitButton } from "@/components/ui/submit-button";
import { hasPassword } from "@/lib/auth/password";
import { type SecondFactor, secondFactorOf } from "@/lib/auth/second-factor";
import { isFresh } from "@/lib/auth/session";
import type { Messages } from "@/lib/messages";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.security");
  return { title: t("title"), robots: { index: false } };
}

type Words = Messages["account"]["security"];
type Props = { searchParams: Promise<{ saved?: string | string[] }> };

/** How somebody signs in: password, second step, and where else they are signed in. */
export default async function SecurityPage({ searchParams }: Props) {
  const standing = await currentStanding();
  const { actor } = standing;
  if (standing.lacks === "code") redirect(landing(standing, "/my/security"));
  if (actor.kind === "anonymous") redirect("/auth?next=/my/security" as Route);
  const words = (await getMessages()).account.security;
  const [password, factor] = await Promise.all([hasPassword(actor), secondFactorOf(actor)]);
  const fresh = isFresh(await currentSession(), new Date());
  const { saved } = await searchParams;
  const said = Object.entries(words.saved).find(([what]) => what === saved)?.[1];
  return (
    <div className="page">
      <div className="flex max-w-[34rem] flex-col gap-8">
        <div>
          <p>
            <Link href={"/my" as Route}>{words.back}</Link>
          </p>
          <h1 className="mt-2">{words.title}</h1>
        </div>
        {said && <Notice kind="success" title={said} announce />}
        {password || fresh ? (
          <PasswordSection set={password} fresh={fresh} words={words.password} />
        ) : (
          <NoPassword words={words} />
        )}
        <FactorSection factor={factor} />
        <Sessions words={words.sessions} />
      </div>
    </div>
  );
}

function NoPassword({ words }: { words: Words }) {
  return (
    <section aria-labelledby="password-title">
      <h2 id="password-title">{words.password.title}</h2>
      <p className="mt-1 text-ink-soft">{words.password.none}</p>
      <div className="mt-4">
        <SignInAgain next="/my/security" words={words.notFresh} />
      </div>
    </section>
  );
}

function FactorSection({ factor }: { factor: SecondFactor }) {
  const t = useTranslations("account.security.factor");
  const told =
    factor.state === "on" ? t("on", { date: longDate(factor.since), count: factor.codesLeft }) : t("off");
  return (
    <section aria-labelledby="factor-title" className="border-t border-line pt-6">
      <h2 id="factor-title">{t("title")}</h2>
      <p className="mt-1 text-ink-soft">{told}</p>
      <div className="mt-4">
        <LinkButton href={"/my/security/second-factor" as Route}>
          {t(factor.state === "on" ? "manage" : "setUp")}
        </LinkButton>
      </div>
    </section>
  );
}

function Sessions({ words }: { words: Words["sessions"] }) {
  return (
    <section aria-labelledby="sessions-title" className="border-t border-line pt-6">
      <h2 id="sessions-title">{words.title}</h2>
      <p className="mt-1 text-ink-soft">{words.lead}</p>
      <form action={endOthers} className="mt-4">
        <SubmitButton look="secondary" pending={words.pending}>
          {words.button}
        </SubmitButton>
      </form>
    </section>
  );
}

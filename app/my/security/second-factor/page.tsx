import type { Metadata, Route } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getMessages, getTranslations } from "next-intl/server";
import { currentSession, currentStanding, landing } from "@/app/_server/session";
import { FactorForm } from "@/app/my/security/second-factor/factor-form";
import { qrPath } from "@/app/my/security/second-factor/qr-path";
import { SignInAgain } from "@/app/my/security/sign-in-again";
import { Notice } from "@/components/ui/notice";
import { longDate } from "@/components/ui/relative-time";
import { safeNext } from "@/lib/auth/safe-next";
import { secondFactorOf } from "@/lib/auth/second-factor";
import { isFresh } from "@/lib/auth/session";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.security.factor");
  return { title: t("title"), robots: { index: false } };
}

const here = "/my/security/second-factor";
type Props = { searchParams: Promise<{ next?: string | string[] }> };

/** Sets up, and takes off, the code that is asked for besides link or password. */
export default async function SecondFactorPage({ searchParams }: Props) {
  const next = safeNext((await searchParams).next);
  const itself = `${here}${next ? `?next=${encodeURIComponent(next)}` : ""}`;
  const standing = await currentStanding();
  const { actor, lacks } = standing;
  if (lacks === "code") redirect(landing(standing, itself));
  if (actor.kind === "anonymous") redirect(`/auth?next=${encodeURIComponent(itself)}` as Route);
  const words = (await getMessages()).account.security;
  const factor = await secondFactorOf(actor);
  const fresh = isFresh(await currentSession(), new Date());
  return (
    <div className="page">
      <div className="flex max-w-[34rem] flex-col gap-6">
        <div>
          <p>
            <Link href={"/my/security" as Route}>{words.title}</Link>
          </p>
          <h1 className="mt-2">{words.factor.title}</h1>
        </div>
        {lacks === "second-factor" && <Notice kind="info" title={words.factor.needed} />}
        {factor.state === "off" && !fresh && <SignInAgain next={itself} words={words.notFresh} />}
        <FactorForm
          factor={factor}
          qr={factor.state === "pending" ? qrPath(factor.uri) : null}
          fresh={fresh}
          next={next ?? "/my/security"}
          words={words.factor}
          since={factor.state === "on" ? await told(factor.since, factor.codesLeft) : ""}
        />
      </div>
    </div>
  );
}

async function told(since: Date, count: number): Promise<string> {
  const t = await getTranslations("account.security.factor");
  return t("on", { date: longDate(since), count });
}

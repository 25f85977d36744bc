import type { Metadata, Route } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getMessages, getTranslations } from "next-intl/server";
import { currentStanding, landing } from "@/app/_server/session";
import { CodeForm } from "@/app/auth/code/code-form";
import { SubmitButton } from "@/components/ui/submit-button";
import { safeNext } from "@/lib/auth/safe-next";

export const dynamic = "force-dynamic";

type Props = { searchParams: Promise<{ next?: string | string[]; recovery?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.code");
  return { title: t("title"), robots: { index: false } };
}

/** The second step: the session stands, but is nobody's until the account's second factor was shown. */
export default async function CodePage({ searchParams }: Props) {
  const query = await searchParams;
  const next = safeNext(query.next);
  const standing = await currentStanding();
  if (standing.lacks !== "code") {
    redirect(standing.actor.kind === "anonymous" ? "/auth" : landing(standing, next));
  }
  const words = (await getMessages()).account.code;
  const recovery = query.recovery !== undefined;
  const other = new URLSearchParams({ ...(next && { next }), ...(!recovery && { recovery: "1" }) });
  return (
    <div className="page">
      <div className="flex max-w-[34rem] flex-col gap-6">
        <div>
          <h1>{words.title}</h1>
          <p className="mt-2 text-large">{recovery ? words.recoveryLead : words.lead}</p>
        </div>
        <CodeForm key={String(recovery)} recovery={recovery} next={next} words={words} />
        <div className="border-t border-line pt-6">
          <p>
            <Link href={`/auth/code?${other}` as Route}>{recovery ? words.useApp : words.useRecovery}</Link>
          </p>
          <p className="mt-2 text-ink-soft">{words.lost}</p>
          <form action="/auth/sign-out" method="post" className="mt-4">
            <SubmitButton look="secondary" pending={words.signingOut}>
              {words.signOut}
            </SubmitButton>
          </form>
        </div>
      </div>
    </div>
  );
}

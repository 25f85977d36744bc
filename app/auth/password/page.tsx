import type { Metadata, Route } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getMessages, getTranslations } from "next-intl/server";
import { currentStanding, landing } from "@/app/_server/session";
import { PasswordForm } from "@/app/auth/password/password-form";
import { safeNext } from "@/lib/auth/safe-next";

export const dynamic = "force-dynamic";

type Props = { searchParams: Promise<{ next?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.password");
  return { title: t("title"), robots: { index: false } };
}

export default async function PasswordPage({ searchParams }: Props) {
  const next = safeNext((await searchParams).next);
  const standing = await currentStanding();
  if (standing.actor.kind !== "anonymous" || standing.lacks) redirect(landing(standing, next));
  const words = (await getMessages()).account.password;
  const byLink = `/auth${next ? `?next=${encodeURIComponent(next)}` : ""}` as Route;
  return (
    <div className="page">
      <div className="flex max-w-[34rem] flex-col gap-6">
        <div>
          <h1>{words.title}</h1>
          <p className="mt-2 text-large">{words.lead}</p>
        </div>
        <PasswordForm next={next} words={words} />
        <p className="border-t border-line pt-6">
          {words.forgot} <Link href={byLink}>{words.forgotLink}</Link>
        </p>
      </div>
    </div>
  );
}

import type { Metadata, Route } from "next";
import { redirect } from "next/navigation";
import { getMessages, getTranslations } from "next-intl/server";
import { currentActor } from "@/app/_server/session";
import { SignInForm } from "@/app/auth/sign-in-form";
import { safeNext } from "@/lib/auth/safe-next";

export const dynamic = "force-dynamic";

type Props = { searchParams: Promise<{ next?: string | string[]; callbackUrl?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.signIn");
  return { title: t("title"), robots: { index: false } };
}

export default async function SignInPage({ searchParams }: Props) {
  const query = await searchParams;
  const next = safeNext(query.next ?? query.callbackUrl);
  if ((await currentActor()).kind !== "anonymous") redirect(next as Route);
  const { account } = await getMessages();
  return (
    <div className="page">
      <div className="flex max-w-[34rem] flex-col gap-6">
        <div>
          <h1>{account.signIn.title}</h1>
          <p className="mt-2 text-large">{account.signIn.lead}</p>
        </div>
        <SignInForm next={next} words={account.signIn} />
      </div>
    </div>
  );
}

import type { Metadata } from "next";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { signIn } from "@/app/auth/[token]/sign-in-action";
import { LinkButton } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";
import { signInOf } from "@/lib/auth/sign-in";

export const dynamic = "force-dynamic";

type Props = { params: Promise<{ token: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("account.link");
  const found = await signInOf((await params).token);
  return { title: t(found ? "title" : "brokenTitle"), robots: { index: false }, referrer: "same-origin" };
}

/** Opening the link signs nobody in (mail scanners open links too); the button does. */
export default async function SignInLinkPage({ params }: Props) {
  const { token } = await params;
  return (await signInOf(token)) ? <Ask token={token} /> : <BrokenLink />;
}

function Ask({ token }: { token: string }) {
  const t = useTranslations("account.link");
  return (
    <div className="page">
      <div className="prose">
        <h1>{t("heading")}</h1>
        <p className="text-large">{t("lead")}</p>
        <form action={signIn}>
          <input type="hidden" name="token" value={token} />
          <SubmitButton pending={t("pending")}>{t("button")}</SubmitButton>
        </form>
      </div>
    </div>
  );
}

function BrokenLink() {
  const t = useTranslations("account.link");
  return (
    <div className="page">
      <div className="prose">
        <h1>{t("brokenHeading")}</h1>
        <p className="text-large">{t("brokenLead")}</p>
        <LinkButton look="primary" href="/auth">
          {t("again")}
        </LinkButton>
      </div>
    </div>
  );
}

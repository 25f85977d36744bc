import type { Metadata, Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { confirm } from "@/app/confirm/[token]/confirm-action";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import { reportToConfirm, type ToConfirm } from "@/lib/reports/confirm";

export const dynamic = "force-dynamic";

type Props = { params: Promise<{ token: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("confirm");
  const found = await reportToConfirm((await params).token);
  // The address is a key: it goes into no search engine and to no other site.
  return { title: t(found ? "title" : "brokenTitle"), robots: { index: false }, referrer: "same-origin" };
}

/** Opening the link changes nothing (mail scanners open links too); the button does. */
export default async function ConfirmPage({ params }: Props) {
  const { token } = await params;
  const found = await reportToConfirm(token);
  if (!found) return <BrokenLink />;
  return (
    <div className="page">
      <div className="flex max-w-[66ch] flex-col gap-6">
        {found.confirmed ? <Done found={found} token={token} /> : <ToSend found={found} token={token} />}
      </div>
    </div>
  );
}

function ToSend({ found, token }: { found: ToConfirm; token: string }) {
  const t = useTranslations("confirm");
  return (
    <>
      <div>
        <h1>{t("heading")}</h1>
        <p className="mt-2 text-large">{t("lead")}</p>
      </div>
      <Summary found={found} />
      <form action={confirm} className="flex flex-col gap-3 sm:items-start">
        <input type="hidden" name="token" value={token} />
        <SubmitButton pending={t("sending")}>{t("button")}</SubmitButton>
        <p className="text-small text-ink-soft">{t("and")}</p>
      </form>
    </>
  );
}

function Done({ found, token }: { found: ToConfirm; token: string }) {
  const t = useTranslations("confirm");
  return (
    <>
      <div>
        <h1>{t("doneHeading")}</h1>
        <p className="mt-2 text-large">{t("doneLead")}</p>
      </div>
      <Summary found={found} />
      <form action={confirm}>
        <input type="hidden" name="token" value={token} />
        <SubmitButton pending={t("opening")}>{t("doneButton")}</SubmitButton>
      </form>
    </>
  );
}

function Summary({ found }: { found: ToConfirm }) {
  const t = useTranslations("confirm");
  return (
    <Card>
      <dl className="flex flex-col gap-4">
        <Fact name={t("report")}>
          <span className="text-large font-semibold">{found.title}</span>
        </Fact>
        <Fact name={t("category")}>{found.category}</Fact>
        <Fact name={t("goesTo")}>
          {found.bodies.length > 0 ? (
            <ul>
              {found.bodies.map((name) => (
                <li key={name}>{name}</li>
              ))}
            </ul>
          ) : (
            t("nobody")
          )}
        </Fact>
      </dl>
    </Card>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-small text-ink-soft">{name}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  );
}

function BrokenLink() {
  const t = useTranslations("confirm");
  return (
    <div className="page">
      <div className="prose">
        <h1>{t("brokenHeading")}</h1>
        <p className="text-large">{t("brokenLead")}</p>
        <ul>
          <li>{t("brokenWhole")}</li>
          <li>{t.rich("brokenConfirmed", { my: (text) => <Link href="/my">{text}</Link> })}</li>
          <li>{t("brokenAgain")}</li>
        </ul>
        <LinkButton look="primary" href={"/" as Route}>
          {t("reportAgain")}
        </LinkButton>
      </div>
    </div>
  );
}

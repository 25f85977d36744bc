import type { Route } from "next";
import { useTranslations } from "next-intl";
import { confirm } from "@/app/confirm/[token]/confirm-action";
import { Fact } from "@/app/confirm/[token]/fact";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import type { UpdateToConfirm } from "@/lib/updates/confirm";

type Props = { found: UpdateToConfirm; token: string };

/** What an update's confirming link shows. */
export function ConfirmUpdate({ found, token }: Props) {
  const t = useTranslations("updates.confirm");
  if (found.closed) return <Closed found={found} />;
  const { confirmed } = found;
  return (
    <>
      <div>
        <h1>{t(confirmed ? "doneHeading" : "heading")}</h1>
        <p className="mt-2 text-large">{t(confirmed ? "doneLead" : "lead")}</p>
      </div>
      <Summary found={found} />
      <form action={confirm} className="flex flex-col gap-3 sm:items-start">
        <input type="hidden" name="token" value={token} />
        <SubmitButton pending={t(confirmed ? "opening" : "sending")}>
          {t(confirmed ? "doneButton" : "button")}
        </SubmitButton>
        {!confirmed && <p className="text-small text-ink-soft">{t("and")}</p>}
      </form>
    </>
  );
}

function Summary({ found }: Pick<Props, "found">) {
  const t = useTranslations("updates.confirm");
  const { title, text, photos, makes } = found;
  return (
    <Card>
      <dl className="flex flex-col gap-4">
        <Fact name={t("report")}>
          <span className="text-large font-semibold">{title}</span>
        </Fact>
        <Fact name={t("text")}>
          {text && <p className="whitespace-pre-line">{text}</p>}
          {photos > 0 && <p>{t("photos", { count: photos })}</p>}
          {makes && <p className="font-semibold">{t(makes)}</p>}
        </Fact>
      </dl>
    </Card>
  );
}

function Closed({ found }: Pick<Props, "found">) {
  const t = useTranslations("updates.confirm");
  return (
    <div className="prose">
      <h1>{t("closedHeading")}</h1>
      <p className="text-large">{t("closedLead")}</p>
      {found.text && (
        <Card>
          <p className="break-words whitespace-pre-line">{found.text}</p>
        </Card>
      )}
      <LinkButton look="primary" href={"/" as Route}>
        {t("home")}
      </LinkButton>
    </div>
  );
}

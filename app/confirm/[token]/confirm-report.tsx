import { useTranslations } from "next-intl";
import { confirm } from "@/app/confirm/[token]/confirm-action";
import { Fact } from "@/app/confirm/[token]/fact";
import { Card } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ToConfirm } from "@/lib/reports/confirm";

type Props = { found: ToConfirm; token: string };

/** What a report's confirming link shows. */
export function ConfirmReport(props: Props) {
  return props.found.confirmed ? <Done {...props} /> : <ToSend {...props} />;
}

function ToSend({ found, token }: Props) {
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

function Done({ found, token }: Props) {
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

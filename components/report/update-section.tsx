import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { reportHerePath } from "@/components/map/view";
import type { PhotoWords } from "@/components/report/form/use-uploads";
import { UpdateForm, type UpdateWords, type UpdateWriter } from "@/components/report/update-form";
import type { FormState } from "@/lib/forms";
import type { PublicReport } from "@/lib/reports/public-report";
import { kindOf } from "@/lib/reports/states";

export type UpdateFormSetup = {
  /** Null on a page that is kept for everybody. */
  writer: (UpdateWriter & { body: string | null }) | null;
  send: (previous: FormState, form: FormData) => Promise<FormState>;
  formKey: string;
  startedAt: number;
  words: UpdateWords;
  photoWords: PhotoWords;
};

/** Where something is added to the report's way: who is told of it, what is to be known first, and the form. */
export function UpdateSection({ report, setup }: { report: PublicReport; setup: UpdateFormSetup }) {
  const t = useTranslations("updates.section");
  const { writer } = setup;
  const kind = kindOf(report.state);
  const over = kind === "fixed" || kind === "closed";
  const mayReopen = over && (report.mine || writer?.forBody === true);
  return (
    <section
      id="say"
      aria-labelledby="say-heading"
      className="flex flex-col gap-5 border-t border-line pt-6 print:hidden"
    >
      <div className="flex max-w-[66ch] flex-col gap-2">
        <h2 id="say-heading">{t("heading")}</h2>
        <p>{t("lead")}</p>
        <PassedOn report={report} />
        {writer?.body && (
          <p>
            {t.rich("asBody", {
              body: writer.body,
              dashboard: (text) => <Link href={`/admin/reports/${report.id}` as Route}>{text}</Link>,
            })}
          </p>
        )}
        {over && !mayReopen && <Anew report={report} signedIn={writer !== null} />}
      </div>
      <UpdateForm
        {...setup}
        reportId={report.id}
        isPrivate={report.visibility === "private"}
        tick={!over ? "fixed" : mayReopen ? "reopen" : null}
      />
    </section>
  );
}

/** Truthfully, who is told besides those who look at this page. Source: spec/integration.md 6.7. */
function PassedOn({ report: { passedOn } }: { report: PublicReport }) {
  const t = useTranslations("updates.section");
  if (passedOn.length === 0) return <p>{t("nobody")}</p>;
  return passedOn.map(({ body, by }) => <p key={body}>{t(by, { body })}</p>);
}

/** A report that is over is opened again by its reporter only; everybody else may report it anew. */
function Anew({ report, signedIn }: { report: PublicReport; signedIn: boolean }) {
  const t = useTranslations("updates.section");
  const signIn = `/auth?next=${encodeURIComponent(`/report/${report.id}`)}` as Route;
  return (
    <>
      <p>
        {t.rich("again", {
          again: (text) => <Link href={reportHerePath(report) as Route}>{text}</Link>,
        })}
      </p>
      {!signedIn && <p>{t.rich("signIn", { signIn: (text) => <Link href={signIn}>{text}</Link> })}</p>}
    </>
  );
}

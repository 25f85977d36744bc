import type { Metadata, Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AnswerForm } from "@/app/questionnaire/[token]/answer-form";
import { LinkButton } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import { StateBadge } from "@/components/ui/state-badge";
import { type Questionnaire, questionnaireOf } from "@/lib/questionnaires/questionnaire-of";
import { kindOf, labelKeyOf } from "@/lib/reports/states";
import { reportPath } from "@/lib/urls";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("questionnaire.page");
  // The address is a key: it goes into no search engine and to no other site.
  return { title: t("title"), robots: { index: false }, referrer: "same-origin" };
}

type Props = { params: Promise<{ token: string }> };

/** Where a reporter says, some weeks after, how their report stands. Once it is answered it says so, and thanks. */
export default async function QuestionnairePage({ params }: Props) {
  const { token } = await params;
  const found = await questionnaireOf(token);
  if (!found) return <BrokenLink />;
  if (found.answeredAt) return <Done found={found} />;
  const { questionnaire: words } = await getMessages();
  return (
    <div className="page">
      <div className="flex max-w-[40rem] flex-col gap-8">
        <Head found={found} />
        <AnswerForm
          token={token}
          isPrivate={found.report.visibility === "private"}
          askBefore={found.askBefore}
          words={words.form}
        />
      </div>
    </div>
  );
}

function Head({ found: { report } }: { found: Questionnaire }) {
  const t = useTranslations("questionnaire.page");
  const states = useTranslations("states.label");
  const { id, title, language, state, confirmedAt } = report;
  return (
    <header className="flex flex-col gap-3">
      <h1>{t("heading")}</h1>
      <p className="text-large break-words">
        {t.rich("lead", {
          title,
          report: (text) => (
            <Link href={reportPath(id) as Route} lang={language}>
              {text}
            </Link>
          ),
          when: () => (confirmedAt ? <RelativeTime at={confirmedAt} /> : null),
        })}
      </p>
      <p className="flex flex-wrap items-center gap-3">
        {t("standing")} <StateBadge mark={kindOf(state)}>{states(labelKeyOf(state))}</StateBadge>
      </p>
    </header>
  );
}

function Done({ found: { report, stateAfter, again } }: { found: Questionnaire }) {
  const t = useTranslations("questionnaire.done");
  const kind = kindOf(stateAfter ?? report.state);
  const told = kind === "fixed" || kind === "closed" ? kind : "open";
  return (
    <Told heading={t(`${told}Heading`)} lead={t(`${told}Lead`)}>
      {again && <p>{t("again")}</p>}
      <p>{t("once")}</p>
      {/* As it stands now, and not as it was kept for everybody some seconds ago. */}
      <LinkButton look="primary" href={`${reportPath(report.id)}?said` as Route}>
        {t("see")}
      </LinkButton>
    </Told>
  );
}

function BrokenLink() {
  const t = useTranslations("questionnaire.page");
  return (
    <Told heading={t("brokenHeading")} lead={t("brokenLead")}>
      <LinkButton look="primary" href={"/" as Route}>
        {t("home")}
      </LinkButton>
    </Told>
  );
}

function Told({ heading, lead, children }: { heading: string; lead: string; children: ReactNode }) {
  return (
    <div className="page">
      <div className="prose">
        <h1>{heading}</h1>
        <p className="text-large">{lead}</p>
        {children}
      </div>
    </div>
  );
}

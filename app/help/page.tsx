import type { Metadata } from "next";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ProsePage } from "@/components/ui/prose-page";
import { StateBadge } from "@/components/ui/state-badge";

const steps = ["how1", "how2", "how3", "how4"] as const;
const afterwards = ["next1", "next2", "next3", "next4"] as const;
const states = [
  { mark: "open", word: "stateOpenWord", meaning: "stateOpen" },
  { mark: "progress", word: "stateProgressWord", meaning: "stateProgress" },
  { mark: "fixed", word: "stateFixedWord", meaning: "stateFixed" },
  { mark: "closed", word: "stateClosedWord", meaning: "stateClosed" },
] as const;
const readers = ["whoEverybody", "whoCouncil", "whoNobody"] as const;
const troubles = ["troubleMail", "troubleWrong", "troubleMap"] as const;

const marks = { b: (text: ReactNode) => <b>{text}</b> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shell.help");
  return { title: t("title"), description: t("description") };
}

export default function HelpPage() {
  const t = useTranslations("shell.help");
  return (
    <ProsePage title={t("title")} lead={t("lead")}>
      <h2>{t("howTitle")}</h2>
      <ol>
        {steps.map((key) => (
          <li key={key}>{t.rich(key, marks)}</li>
        ))}
      </ol>
      <h2>{t("lookTitle")}</h2>
      <p>{t("look")}</p>
      <h2>{t("nextTitle")}</h2>
      <ul>
        {afterwards.map((key) => (
          <li key={key}>{t(key)}</li>
        ))}
      </ul>
      <h2>{t("statesTitle")}</h2>
      <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-3">
        {states.map(({ mark, word, meaning }) => (
          <div key={mark} className="contents">
            <dt>
              <StateBadge mark={mark}>{t(word)}</StateBadge>
            </dt>
            <dd>{t(meaning)}</dd>
          </div>
        ))}
      </dl>
      <h2>{t("whoTitle")}</h2>
      <ul>
        {readers.map((key) => (
          <li key={key}>{t.rich(key, marks)}</li>
        ))}
      </ul>
      <h2>{t("troubleTitle")}</h2>
      <ul>
        {troubles.map((key) => (
          <li key={key}>{t.rich(key, marks)}</li>
        ))}
      </ul>
    </ProsePage>
  );
}

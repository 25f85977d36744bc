"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ListProblem } from "@/components/admin/table/list-problem";
import { UpdateActions } from "@/components/admin/updates/update-actions";
import { UpdateAttempts } from "@/components/admin/updates/update-attempts";
import { UpdateFacts } from "@/components/admin/updates/update-facts";
import { UpdateNow } from "@/components/admin/updates/update-now";
import { updateQuery } from "@/components/admin/updates/update-query";
import type { FormActionOf } from "@/components/admin/use-form";
import { Card } from "@/components/ui/card";
import type { ShownUpdateDelivery } from "@/lib/delivery/updates/get-update-delivery";

type Props = {
  initial: ShownUpdateDelivery;
  mayAct: boolean;
  act: FormActionOf;
  /** What stands below. */
  children?: ReactNode;
};

/** One update on its way to one body: what it says, where it is and why, what can be done, what was tried. */
export function UpdateView({ initial, mayAct, act, children }: Props) {
  const t = useTranslations("adminUpdatesOut");
  const details = useTranslations("adminDeliveries.detail");
  const { data: update, error, refetch } = useQuery(updateQuery(initial));
  const { text } = update.update;
  return (
    <>
      <ListProblem error={error} retry={() => void refetch()} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(20rem,2fr)]">
        <div className="flex min-w-0 flex-col gap-4">
          <UpdateNow update={update} />
          <Card>
            <h2 className="mb-2 text-large">{t("detail.words")}</h2>
            {text ? (
              <p className="max-w-[75ch] break-words whitespace-pre-line">{text}</p>
            ) : (
              <p className="text-ink-soft">{t(text === null ? "notPublic" : "noWords")}</p>
            )}
          </Card>
          <Card>
            <h2 className="mb-2 text-large">{details("do")}</h2>
            {!mayAct ? (
              <p className="text-ink-soft">{details("mayNotAct")}</p>
            ) : update.actions.length === 0 ? (
              <p className="text-ink-soft">{details("nothingToDo")}</p>
            ) : (
              <UpdateActions update={update} act={act} />
            )}
          </Card>
        </div>
        <Card>
          <h2 className="mb-1 text-large">{details("facts")}</h2>
          <UpdateFacts update={update} />
        </Card>
      </div>
      <UpdateAttempts update={update} />
      {children}
    </>
  );
}

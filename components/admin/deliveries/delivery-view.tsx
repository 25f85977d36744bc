"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Attempts } from "@/components/admin/deliveries/attempts";
import { DeliveryActions } from "@/components/admin/deliveries/delivery-actions";
import { DeliveryFacts } from "@/components/admin/deliveries/delivery-facts";
import { DeliveryNow } from "@/components/admin/deliveries/delivery-now";
import { deliveryQuery } from "@/components/admin/deliveries/delivery-query";
import { EarlierSends, ReturnedMails } from "@/components/admin/deliveries/earlier-sends";
import { ListProblem } from "@/components/admin/table/list-problem";
import { AlongWith } from "@/components/admin/updates/along-with";
import type { FormActionOf } from "@/components/admin/use-form";
import { Card } from "@/components/ui/card";
import type { ShownDelivery } from "@/lib/delivery/get-delivery";

type Props = {
  initial: ShownDelivery;
  mayAct: boolean;
  act: FormActionOf;
  /** What stands below. */
  children?: ReactNode;
};

/** One delivery: where it is and why, what can be done, what was tried. */
export function DeliveryView({ initial, mayAct, act, children }: Props) {
  const t = useTranslations("adminDeliveries.detail");
  const { data: delivery, error, refetch } = useQuery(deliveryQuery(initial));
  return (
    <>
      <ListProblem error={error} retry={() => void refetch()} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(20rem,2fr)]">
        <div className="flex min-w-0 flex-col gap-4">
          <DeliveryNow delivery={delivery} />
          <Card>
            <h2 className="mb-2 text-large">{t("do")}</h2>
            {!mayAct ? (
              <p className="text-ink-soft">{t("mayNotAct")}</p>
            ) : delivery.actions.length === 0 ? (
              <p className="text-ink-soft">{t("nothingToDo")}</p>
            ) : (
              <DeliveryActions delivery={delivery} act={act} />
            )}
          </Card>
        </div>
        <Card>
          <h2 className="mb-1 text-large">{t("facts")}</h2>
          <DeliveryFacts delivery={delivery} />
        </Card>
      </div>
      <Attempts delivery={delivery} />
      <AlongWith report={delivery.report.id} body={delivery.body} />
      <EarlierSends previous={delivery.previous} />
      <ReturnedMails mails={delivery.mails} />
      {children}
    </>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { ClientFields } from "@/components/admin/clients/client-fields";
import { FormProblems } from "@/components/admin/form-problems";
import { type FormActionOf, useForm } from "@/components/admin/use-form";
import { Card } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ClientDetails } from "@/lib/clients/read-client";

type Props = {
  client: Pick<
    ClientDetails,
    "id" | "name" | "may" | "trusted" | "callsPerMinute" | "note" | "mayTrust" | "revokedAt"
  >;
  action: FormActionOf;
};

/** What a client is called and may do, to be changed. */
export function EditClient({ client, action }: Props) {
  const t = useTranslations("adminClients");
  const common = useTranslations("admin.form");
  const form = useForm(action, { said: t("form.saved") });
  return (
    <Card>
      {/* Another key when its key was revoked: with it the trust is gone, and the boxes begin anew. */}
      <form
        key={String(client.revokedAt === null)}
        action={form.post}
        noValidate
        className="flex min-w-0 flex-col gap-6"
      >
        <FormProblems message={form.message} problems={form.problems} />
        <input type="hidden" name="clientId" value={client.id} />
        <ClientFields client={client} form={form} mayTrust={client.mayTrust} />
        <div>
          <SubmitButton pending={common("saving")}>{common("save")}</SubmitButton>
        </div>
      </form>
    </Card>
  );
}

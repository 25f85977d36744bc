import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { changeManyAction, clearBounceAction } from "@/app/admin/contacts/contact-actions";
import { ConfirmButton } from "@/components/admin/confirm-button";
import { ContactState } from "@/components/admin/contacts/contact-state";
import { PageHead } from "@/components/admin/page-head";
import { Tabs } from "@/components/admin/tabs";
import { Notice } from "@/components/ui/notice";
import { RelativeTime } from "@/components/ui/relative-time";
import type { FoundContact } from "@/lib/bodies/find-contact";

/** What stands over each page of a contact: its name and state, what is the matter with it, the way to the other pages. */
export async function ContactFrame({
  contact,
  tab,
  children,
}: {
  contact: FoundContact;
  tab: "contact" | "questions" | "history";
  children: ReactNode;
}) {
  const t = await getTranslations("adminContacts");
  const { id, category, body } = contact;
  const names = { category, body: body.name };
  const way = { method: t(`method.${contact.method}`), connection: contact.way ?? "" };
  const at = (path: string): Route => `/admin/contacts/${id}${path}` as Route;
  return (
    <>
      <PageHead
        title={category}
        trail={[{ label: t("title"), href: "/admin/contacts" }]}
        mark={<ContactState state={contact.state} />}
        lead={
          <p>
            {t("page.of", { body: body.name })} {contact.way ? t("page.sent", way) : t("page.sentPlain", way)}{" "}
            {t("page.recent", { count: contact.recentReports })}
          </p>
        }
        actions={<Retire contact={contact} />}
      />
      <div className="mb-4 flex flex-col gap-3 empty:hidden">
        {body.retired && <Notice kind="warn" title={t("page.bodyRetired", { body: body.name })} />}
        {contact.state === "deleted" && (
          <Notice title={t("page.retired")}>
            <p>{t("page.retiredBody")}</p>
          </Notice>
        )}
        {contact.fault && contact.state !== "deleted" && (
          <Notice kind="error" title={t("page.fault")}>
            <p>{contact.fault}</p>
          </Notice>
        )}
        {contact.bounced && (
          <Notice kind="error" title={t("page.bounced")}>
            <p>
              {t.rich(contact.bounced.reason ? "page.bouncedSince" : "page.bouncedUnknown", {
                reason: contact.bounced.reason,
                when: () => <RelativeTime at={new Date(contact.bounced?.at ?? 0)} />,
              })}
            </p>
            <div className="mt-2">
              <ConfirmButton
                label={t("page.seenTo")}
                title={t("page.seenToTitle", names)}
                confirm={t("page.seenToDo")}
                said={t("page.seenToDone")}
                action={clearBounceAction}
                fields={{ contactId: String(id) }}
                note="required"
              >
                <p>{t("page.seenToBody")}</p>
              </ConfirmButton>
            </div>
          </Notice>
        )}
      </div>
      <Tabs
        label={t("tabs.label")}
        tabs={[
          { href: at(""), label: t("tabs.contact"), current: tab === "contact" },
          {
            href: at("/questions"),
            label: t("tabs.questions"),
            current: tab === "questions",
            count: contact.questions,
          },
          { href: at("/history"), label: t("tabs.history"), current: tab === "history" },
        ]}
      />
      {children}
    </>
  );
}

/** Takes it out of use, or back into it. */
async function Retire({ contact: { id, category, body, state } }: { contact: FoundContact }) {
  const t = await getTranslations("adminContacts.page");
  const names = { category, body: body.name };
  const common = { action: changeManyAction, note: "required" as const };
  const fields = { contactIds: String(id), do: "state" };
  if (state === "deleted") {
    return (
      <ConfirmButton
        {...common}
        label={t("revive")}
        title={t("reviveTitle", names)}
        confirm={t("reviveDo")}
        said={t("reviveDone", names)}
        fields={{ ...fields, state: "confirmed" }}
      >
        <p>{t("reviveBody")}</p>
      </ConfirmButton>
    );
  }
  return (
    <ConfirmButton
      {...common}
      label={t("retire")}
      title={t("retireTitle", names)}
      confirm={t("retireDo")}
      said={t("retireDone", names)}
      fields={{ ...fields, state: "deleted" }}
    >
      <p>{t("retireBody")}</p>
    </ConfirmButton>
  );
}

import { codeFault } from "@/lib/bodies/contact-fault";
import { contactFields } from "@/lib/bodies/contact-fields";
import { Name } from "@/lib/bodies/fields";
import { translator } from "@/lib/messages";
import type { OfferedService } from "@/lib/sync/services/service-list";

const t = translator("services");

/** Why a service cannot be a category here, by what a person's words would be refused for too; null when it can. */
export function serviceFault({ serviceCode, serviceName }: OfferedService): string | null {
  const name = Name.safeParse(serviceName);
  if (!name.success) return name.error.issues[0]?.message ?? "";
  const code = contactFields.destination.safeParse(serviceCode);
  if (!code.success) return code.error.issues[0]?.message ?? "";
  // Such a contact would take no reports at all.
  if (serviceCode.trim().toUpperCase() === "REFUSED") return t("fault.refused");
  return codeFault(serviceCode);
}

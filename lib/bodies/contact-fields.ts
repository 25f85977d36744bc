import { z } from "zod";
import { Name, Words } from "@/lib/bodies/fields";
import { serviceTypes } from "@/lib/bodies/service-answers";
import { translator } from "@/lib/messages";
import { ContactState } from "@/prisma/generated/enums";

const t = translator("adminContacts");

const Flag = z.boolean();
const Names = z.array(Name);

/** What a contact holds of its own; the council file and the dashboard check it alike. */
export const contactFields = {
  destination: z.string().trim().min(1, t("faults.destination")).max(1000, t("faults.destinationLong")),
  state: z.enum(ContactState),
  groups: Names,
  keywords: Names,
  private: Flag,
  protected: Flag,
  idField: z.string().trim().regex(/^\S+$/, t("faults.idField")).max(100, t("faults.idField")),
  serviceType: z.enum(serviceTypes),
  hint: Words(500),
  note: Words(1000),
};

/** Why something was changed: every change of a contact is explained to those who come after. */
export const ChangeNote = contactFields.note.pipe(z.string().min(1, t("faults.note")));

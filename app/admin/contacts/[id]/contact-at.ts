import { notFound } from "next/navigation";
import { cache } from "react";
import { orRefuse, staffActor } from "@/app/_server/staff";
import { findContact } from "@/lib/bodies/find-contact";
import { RowId } from "@/lib/form-fields";

/** The contact of an address; the page says so when there is none, or not for this member of staff. Asked once per request. */
export const contactAt = cache(async (text: string) => {
  const id = RowId.safeParse(text);
  if (!id.success) notFound();
  const actor = await staffActor();
  return { actor, contact: await orRefuse(findContact(actor, id.data)) };
});

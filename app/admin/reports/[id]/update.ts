"use server";

import { formAction, staying } from "@/app/_server/action";
import { photoFormAction } from "@/app/report/new/photo-form";
import { DeleteUpdate, deleteUpdate } from "@/lib/updates/delete";
import { StaffUpdate } from "@/lib/updates/new-update";
import { SetUpdateVisibility, setUpdateVisibility } from "@/lib/updates/set-visibility";
import { addStaffUpdate } from "@/lib/updates/staff-update";

export const addUpdateAction = photoFormAction({
  schema: StaffUpdate,
  run: async (actor, input) => {
    await addStaffUpdate(actor, input);
    return undefined;
  },
});
export const setUpdateVisibilityAction = formAction({
  schema: SetUpdateVisibility,
  run: staying(setUpdateVisibility),
});
export const deleteUpdateAction = formAction({ schema: DeleteUpdate, run: staying(deleteUpdate) });

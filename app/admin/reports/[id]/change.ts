"use server";

import { formAction } from "@/app/_server/action";
import type { Actor } from "@/lib/actor";
import { ChangeCategory, changeCategory } from "@/lib/reports/change-category";
import { EditReport, editReport } from "@/lib/reports/edit";
import { MovePin, movePin } from "@/lib/reports/move-pin";
import { SetVisibility, setVisibility } from "@/lib/reports/set-visibility";

/** A verb that leaves its form where it is. */
const staying =
  <Input>(verb: (actor: Actor, input: Input) => Promise<unknown>) =>
  async (actor: Actor, input: Input): Promise<undefined> => {
    await verb(actor, input);
  };

export const editReportAction = formAction({ schema: EditReport, run: staying(editReport) });
export const changeCategoryAction = formAction({ schema: ChangeCategory, run: staying(changeCategory) });
export const movePinAction = formAction({ schema: MovePin, run: staying(movePin) });
export const setVisibilityAction = formAction({ schema: SetVisibility, run: staying(setVisibility) });

"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Draft } from "@/components/admin/contacts/questions/draft";
import { fieldId } from "@/components/admin/contacts/questions/draft-faults";
import { useEditor } from "@/components/admin/contacts/questions/editor-context";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { latestReports } from "@/lib/bodies/latest-reports";

/**
 * The name that answers go to the back end by. One that is saved is locked, for reports have answers under it and the back end
 * may know it; whoever knows better can unlock it.
 */
export function CodeField({ draft }: { draft: Draft }) {
  const t = useTranslations("adminContacts.questions");
  const { change, faults, answered } = useEditor();
  const [unlocked, setUnlocked] = useState(false);
  const { uid, code, id } = draft;
  const locked = id !== null && !unlocked;
  const count = answered[code] ?? 0;
  const field = fieldId(uid, "code");
  const why = count > 0 ? t("codeLocked", { count, latest: latestReports }) : t("codeKept");
  return (
    <div className="flex flex-col gap-2">
      <Field
        id={field}
        name=""
        label={t("code")}
        hint={`${t("codeHint")} ${id !== null ? why : draft.ownCode ? "" : t("codeSuggested")}`}
        error={faults[field]}
        required
      >
        {({ name: _, ...wiring }) => (
          <Input
            {...wiring}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            readOnly={locked}
            className="max-w-96 font-mono read-only:bg-sunken"
            value={code}
            onChange={({ target }) =>
              change({ type: "edit", uid, patch: { code: target.value, ownCode: true } })
            }
          />
        )}
      </Field>
      {locked && (
        <div>
          <Button
            className="min-h-11"
            onClick={() => {
              setUnlocked(true);
              document.getElementById(field)?.focus();
            }}
          >
            {t("unlock")}
          </Button>
        </div>
      )}
    </div>
  );
}

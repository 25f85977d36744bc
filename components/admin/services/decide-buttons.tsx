import { useTranslations } from "next-intl";
import { ConfirmButton } from "@/components/admin/confirm-button";
import type { ApplyState } from "@/components/admin/services/services-desk";
import type { FormActionOf } from "@/components/admin/use-form";
import type { FollowedServices } from "@/lib/sync/services/services-of";
import type { SyncDiff } from "@/lib/sync/services/sync-diff";

type Props = {
  services: FollowedServices;
  diff: SyncDiff;
  /** It waits for a person, so that it can be dismissed. */
  isHeld: boolean;
  apply: (previous: ApplyState, form: FormData) => Promise<ApplyState>;
  dismiss: FormActionOf;
  /** Shows other differences than those seen, or none. */
  show: (diff: SyncDiff | null) => void;
};

/** What a person says to the differences; or why they cannot. */
export function DecideButtons({ services, diff, isHeld, apply, dismiss, show }: Props) {
  const t = useTranslations("adminServices");
  const { connectionId, isOn, mayApply, refused, held } = services;
  const { fingerprint, counts, changes } = diff;
  if (changes.length === 0 || refused || (isHeld && held?.approved)) return null;
  if (!mayApply) return <p className="text-ink-soft">{t("apply.noRight")}</p>;
  if (!isOn) return <p className="text-ink-soft">{t("apply.off")}</p>;
  const fields = { connectionId: String(connectionId), fingerprint };
  const applying: FormActionOf = async (previous, form) => {
    const { diff: other, ...state } = await apply(previous, form);
    if (other) show(other);
    return state;
  };
  return (
    <div className="flex flex-wrap gap-2">
      <ConfirmButton
        // Other differences close the dialog: nobody says yes to what they have not seen.
        key={fingerprint}
        label={t("apply.button")}
        title={t("apply.title")}
        confirm={t("apply.confirm")}
        said={t("apply.done")}
        action={applying}
        fields={fields}
        look="primary"
        after={() => show(null)}
      >
        <p>{t("apply.body", counts)}</p>
        <p className="text-ink-soft">{t("apply.again")}</p>
      </ConfirmButton>
      {isHeld && !held?.dismissed && (
        <ConfirmButton
          label={t("dismiss.button")}
          title={t("dismiss.title")}
          confirm={t("dismiss.confirm")}
          said={t("dismiss.done")}
          action={dismiss}
          fields={fields}
        >
          <p>{t("dismiss.body")}</p>
        </ConfirmButton>
      )}
    </div>
  );
}

import { useTranslations } from "next-intl";
import { classes } from "@/components/ui/classes";
import type { Visibility } from "@/prisma/generated/enums";

const looks: Record<Visibility, { d: string; className: string }> = {
  // An eye, a lock, an eye that is struck out, an hourglass.
  public: {
    d: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM15 12a3 3 0 1 1-6 0a3 3 0 0 1 6 0Z",
    className: "text-ink-soft",
  },
  private: { d: "M6 11h12v9H6ZM8.5 11V8a3.5 3.5 0 0 1 7 0v3", className: "font-semibold" },
  hidden: {
    d: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM4 20 20 4",
    className: "font-semibold text-danger",
  },
  unconfirmed: {
    d: "M7 3h10M7 21h10M8 3c0 5 8 6 8 9s-8 4-8 9M16 3c0 5-8 6-8 9s8 4 8 9",
    className: "text-ink-soft italic",
  },
};

/** Who may see a report, as sign and word. */
export function VisibilityMark({ visibility }: { visibility: Visibility }) {
  const t = useTranslations("adminReports.visibility");
  const { d, className } = looks[visibility];
  return (
    <span className={classes("inline-flex items-center gap-1.5 whitespace-nowrap", className)}>
      <svg
        viewBox="0 0 24 24"
        width={18}
        height={18}
        aria-hidden="true"
        focusable="false"
        fill="none"
        stroke="currentColor"
        strokeWidth={2}
        strokeLinecap="round"
        strokeLinejoin="round"
        className="flex-none"
      >
        <path d={d} />
      </svg>
      {t(visibility)}
    </span>
  );
}

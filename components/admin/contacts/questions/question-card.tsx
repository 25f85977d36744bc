"use client";

import { useSortable } from "@dnd-kit/sortable";
import { CSS } from "@dnd-kit/utilities";
import { useTranslations } from "next-intl";
import type { Draft } from "@/components/admin/contacts/questions/draft";
import { faultCount, fieldId } from "@/components/admin/contacts/questions/draft-faults";
import { useEditor } from "@/components/admin/contacts/questions/editor-context";
import { IconButton } from "@/components/admin/contacts/questions/icon-button";
import { QuestionBadges } from "@/components/admin/contacts/questions/question-badges";
import { QuestionFields } from "@/components/admin/contacts/questions/question-fields";
import { classes } from "@/components/ui/classes";
import { Icon } from "@/components/ui/icon";

type Props = {
  draft: Draft;
  /** From 1. */
  place: number;
  before: Draft | undefined;
  after: Draft | undefined;
  total: number;
};

/** One question: its head with what can be done with it, and, when it lies open, its fields. */
export function QuestionCard({ draft, place, before, after, total }: Props) {
  const t = useTranslations("adminContacts.questions");
  const { change, faults, open, setOpen, nameOf } = useEditor();
  const { uid } = draft;
  const sortable = useSortable({ id: uid });
  const name = nameOf(draft);
  const isOpen = open.has(uid);
  const wrong = faultCount(faults, draft);
  const move = (to: Draft | undefined, n: number, focus: string) =>
    to && change({ type: "move", uid, to: to.uid }, { focus, said: t("moved", { name, n, total }) });

  return (
    <li
      ref={sortable.setNodeRef}
      style={{ transform: CSS.Translate.toString(sortable.transform), transition: sortable.transition }}
      className={classes(
        "rounded border bg-surface",
        wrong > 0 ? "border-danger" : "border-line",
        sortable.isDragging && "relative z-10 border-accent shadow",
      )}
    >
      <div className="flex flex-wrap items-center gap-x-1 p-1.5">
        <button
          type="button"
          ref={sortable.setActivatorNodeRef}
          {...sortable.attributes}
          {...sortable.listeners}
          aria-label={t("drag", { name })}
          title={t("drag", { name })}
          className="inline-flex size-11 flex-none cursor-grab touch-none items-center justify-center rounded text-ink-soft hover:bg-sunken md:size-9"
        >
          <Icon name="grip" size={18} />
        </button>
        <button
          type="button"
          id={fieldId(uid, "toggle")}
          aria-expanded={isOpen}
          aria-controls={fieldId(uid, "fields")}
          onClick={() => setOpen({ uid, open: !isOpen })}
          className="flex min-h-11 min-w-40 flex-1 cursor-pointer flex-wrap items-center gap-x-2 rounded px-2 text-start hover:bg-sunken"
        >
          <span className="font-semibold">
            <span className="text-ink-soft tabular-nums">{t("number", { n: place })}</span> {name}
          </span>
          <QuestionBadges draft={draft} wrong={wrong} />
        </button>
        <div className="ms-auto flex">
          <IconButton
            icon="up"
            id={fieldId(uid, "up")}
            label={t("up", { name })}
            off={!before}
            onClick={() => move(before, place - 1, fieldId(uid, "up"))}
          />
          <IconButton
            icon="down"
            id={fieldId(uid, "down")}
            label={t("down", { name })}
            off={!after}
            onClick={() => move(after, place + 1, fieldId(uid, "down"))}
          />
          <IconButton
            icon="copy"
            label={t("duplicate", { name })}
            onClick={() => change({ type: "duplicate", uid }, { said: t("duplicatedSaid") })}
          />
          <IconButton
            icon="bin"
            label={t("delete", { name })}
            onClick={() =>
              change(
                { type: "delete", uid },
                { focus: fieldId(uid, "undo"), said: t("deletedSaid", { name }) },
              )
            }
          />
        </div>
      </div>
      <div id={fieldId(uid, "fields")} hidden={!isOpen} className="border-t border-line p-4">
        {isOpen && <QuestionFields draft={draft} />}
      </div>
    </li>
  );
}

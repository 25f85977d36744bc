"use client";

import {
  type Active,
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  type Over,
  PointerSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { SortableContext, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { DeletedQuestion } from "@/components/admin/contacts/questions/deleted-question";
import { keptOf } from "@/components/admin/contacts/questions/draft";
import { useEditor } from "@/components/admin/contacts/questions/editor-context";
import { QuestionCard } from "@/components/admin/contacts/questions/question-card";
import { stepCoordinates } from "@/components/admin/contacts/questions/step-coordinates";

/** The questions in their order, which pointer, keyboard and buttons can change. */
export function QuestionList({ said }: { said: (text: string) => void }) {
  const t = useTranslations("adminContacts.questions");
  const { drafts, change, nameOf } = useEditor();
  const kept = keptOf(drafts);
  const picked = useRef(false);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: stepCoordinates }),
  );
  const about = ({ id }: Active | Over, place: Active | Over = { id } as Over) => {
    const draft = kept.find(({ uid }) => uid === id);
    const n = kept.findIndex(({ uid }) => uid === place.id) + 1;
    return { name: draft ? nameOf(draft) : "", n, total: kept.length };
  };
  const end = ({ active, over }: DragEndEvent) => {
    if (!over || active.id === over.id) return;
    change(
      { type: "move", uid: String(active.id), to: String(over.id) },
      { said: t("moved", about(active, over)) },
    );
  };
  return (
    <DndContext
      id="questions"
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragStart={() => said("")}
      onDragEnd={end}
      accessibility={{
        screenReaderInstructions: { draggable: t("dnd.instructions") },
        announcements: {
          onDragStart: ({ active }) => {
            picked.current = true;
            return t("dnd.start", about(active));
          },
          // Over its own place nothing has been moved: that is where each drag begins.
          onDragOver: ({ active, over }) => {
            // It lies over its own place first: what was just said is not to be talked over.
            const justPicked = picked.current && active.id === over?.id;
            picked.current = false;
            return over && !justPicked ? t("dnd.over", about(active, over)) : undefined;
          },
          onDragEnd: ({ active, over }) => t("dnd.end", about(active, over ?? active)),
          onDragCancel: ({ active }) => t("dnd.cancel", about(active)),
        },
      }}
    >
      <SortableContext items={kept.map(({ uid }) => uid)} strategy={verticalListSortingStrategy}>
        <ol className="flex flex-col gap-2">
          {drafts.map((draft) => {
            if (draft.deleted) return <DeletedQuestion key={draft.uid} draft={draft} />;
            const at = kept.indexOf(draft);
            return (
              <QuestionCard
                key={draft.uid}
                draft={draft}
                place={at + 1}
                before={kept[at - 1]}
                after={kept[at + 1]}
                total={kept.length}
              />
            );
          })}
        </ol>
      </SortableContext>
    </DndContext>
  );
}

"use client";

import { type RefObject, useEffect, useRef } from "react";

type Keys = { select: (id: string) => void; open: (id: string) => void; help: () => void };

/**
 * The table's keys: j and k go from row to row, x selects, Enter opens, ? helps. They work wherever the page has the focus,
 * but not while somebody writes, nor in a dialog.
 */
export function useTableKeys(body: RefObject<HTMLTableSectionElement | null>, keys: Keys): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || writes(event.target))
        return;
      const rows = [...(body.current?.rows ?? [])].filter(({ dataset }) => dataset.row !== undefined);
      const at = rows.findIndex((row) => row.contains(document.activeElement));
      const id = rows[at]?.dataset.row;
      switch (event.key) {
        case "j":
          rows[Math.min(at + 1, rows.length - 1)]?.focus();
          break;
        case "k":
          rows[Math.max(at - 1, 0)]?.focus();
          break;
        case "x":
          if (id !== undefined) current.current.select(id);
          break;
        case "Enter":
          // A link or box inside the row has its own meaning for Enter.
          if (id === undefined || document.activeElement !== rows[at]) return;
          current.current.open(id);
          break;
        case "?":
          current.current.help();
          break;
        default:
          return;
      }
      event.preventDefault();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [body]);
}

function writes(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("dialog")) return true;
  const types = ["checkbox", "radio", "button", "submit"];
  return (
    target.isContentEditable ||
    target.matches("textarea, select") ||
    (target instanceof HTMLInputElement && !types.includes(target.type))
  );
}

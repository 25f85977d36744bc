"use client";

import type { OnChangeFn, VisibilityState } from "@tanstack/react-table";
import { useEffect, useState } from "react";

/** Which columns of a table are shown, kept by this browser. Nothing kept, or nothing readable, means all. */
export function useChosenColumns(name: string): [VisibilityState, OnChangeFn<VisibilityState>] {
  const key = `columns-${name}`;
  const [chosen, setChosen] = useState<VisibilityState>({});
  // After the first drawing, which is the server's too.
  useEffect(() => setChosen(read(key)), [key]);
  const change: OnChangeFn<VisibilityState> = (next) => {
    const value = typeof next === "function" ? next(chosen) : next;
    setChosen(value);
    try {
      localStorage.setItem(key, JSON.stringify(value));
    } catch {
      // a browser that keeps nothing shows all columns next time
    }
  };
  return [chosen, change];
}

function read(key: string): VisibilityState {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "{}");
    if (typeof kept !== "object" || kept === null) return {};
    return Object.fromEntries(Object.entries(kept).filter(([, shown]) => typeof shown === "boolean"));
  } catch {
    return {};
  }
}

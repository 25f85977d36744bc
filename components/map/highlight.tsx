"use client";

import { createContext, type ReactNode, useContext, useMemo, useState, useSyncExternalStore } from "react";
import type { StateKind } from "@/lib/reports/states";

/** The report whose card or pin is pointed at or has the focus. */
export type Lit = { id: number; lat: number; lon: number; kind: StateKind };

function lights() {
  let lit: Lit | null = null;
  const listeners = new Set<() => void>();
  return {
    lit: () => lit,
    set(next: Lit | null) {
      if (next?.id === lit?.id) return;
      lit = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

type Lights = ReturnType<typeof lights>;
const none = lights();
const Context = createContext<Lights>(none);

/** Ties cards and pins inside it to each other. Apart from React's state, as a pointer crosses many cards in a second. */
export function HighlightProvider({ children }: { children: ReactNode }) {
  const [store] = useState(lights);
  return <Context value={store}>{children}</Context>;
}

const nothing = () => null;

/** The report that is lit now. */
export function useLit(): Lit | null {
  const store = useContext(Context);
  return useSyncExternalStore(store.subscribe, store.lit, nothing);
}

/** Whether this report is lit: tells only those two that change. */
export function useIsLit(id: number): boolean {
  const store = useContext(Context);
  return useSyncExternalStore(
    store.subscribe,
    () => store.lit()?.id === id,
    () => false,
  );
}

export function useSetLit(): (lit: Lit | null) => void {
  return useContext(Context).set;
}

/** Spread on the element that stands for a report, to light it while it is pointed at or has the focus. */
export function useLighting(report: Lit) {
  const set = useSetLit();
  const { id, lat, lon, kind } = report;
  return useMemo(() => {
    const on = () => set({ id, lat, lon, kind });
    const off = () => set(null);
    return { onPointerEnter: on, onPointerLeave: off, onFocus: on, onBlur: off };
  }, [set, id, lat, lon, kind]);
}

"use client";

import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from "react";
import { Icon } from "@/components/ui/icon";

const Say = createContext<(text: string) => void>(() => {});

/** Tells what has just been done: `useSay()("Saved.")`. */
export const useSay = (): ((text: string) => void) => useContext(Say);

/** Long enough to read a sentence. */
const shownMs = 6000;

/** Where things done are told: seen for some seconds in the corner, and read out by screen readers. */
export function SayProvider({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState<{ text: string; time: number } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const say = useCallback((text: string) => {
    clearTimeout(timer.current);
    // The time makes the same words news again.
    setSaid({ text, time: Date.now() });
    timer.current = setTimeout(() => setSaid(null), shownMs);
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);

  return (
    <Say value={say}>
      {children}
      <div role="status" className="pointer-events-none fixed inset-x-4 bottom-4 z-30 flex justify-center">
        {said && (
          <p
            key={said.time}
            className="flex items-center gap-2 rounded border border-fixed bg-success-wash px-4 py-3 font-semibold shadow"
          >
            <Icon name="success" size={20} />
            {said.text}
          </p>
        )}
      </div>
    </Say>
  );
}

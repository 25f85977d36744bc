"use client";

import { type ComponentProps, useEffect, useRef } from "react";

/**
 * A `<details>` used as a menu. It opens without scripts; with them it also closes after a link in it was followed (the page
 * changes, but the header stays), on Escape, and when something outside it is pressed.
 */
export function ClosingDetails(props: ComponentProps<"details">) {
  const menu = useRef<HTMLDetailsElement>(null);

  useEffect(() => {
    const close = () => menu.current?.removeAttribute("open");
    const pressed = (event: Event) => {
      const target = event.target instanceof Element ? event.target : null;
      if (!menu.current?.contains(target) || target?.closest("a")) close();
    };
    const key = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || !menu.current?.open) return;
      close();
      menu.current.querySelector("summary")?.focus();
    };
    document.addEventListener("click", pressed);
    document.addEventListener("keydown", key);
    return () => {
      document.removeEventListener("click", pressed);
      document.removeEventListener("keydown", key);
    };
  }, []);

  return <details ref={menu} {...props} />;
}

const paths = {
  info: "M12 11v6M12 7h.01M21 12a9 9 0 1 1-18 0a9 9 0 0 1 18 0Z",
  warn: "M12 10v4M12 17.5h.01M12 4 2.8 20h18.4Z",
  error: "M12 7v6M12 16.5h.01M8 3h8l5 5v8l-5 5H8l-5-5V8Z",
  success: "M8 12.5l2.8 2.8L16.2 9M21 12a9 9 0 1 1-18 0a9 9 0 0 1 18 0Z",
  search: "M20 20l-4.5-4.5M17.5 11a6.5 6.5 0 1 1-13 0a6.5 6.5 0 0 1 13 0Z",
  locate: "M12 3v3M12 18v3M3 12h3M18 12h3M18 12a6 6 0 1 1-12 0a6 6 0 0 1 12 0ZM12 12h.01",
  menu: "M4 7h16M4 12h16M4 17h16",
  close: "M6 6l12 12M18 6 6 18",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  next: "M9 5l7 7-7 7",
  previous: "M15 5l-7 7 7 7",
  up: "M6 15l6-6 6 6",
  down: "M6 9l6 6 6-6",
  grip: "M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01",
  copy: "M9 9h11v11H9ZM5 15H4V4h11v1",
  feed: "M5 19h.01M4 11a9 9 0 0 1 9 9M4 4a16 16 0 0 1 16 16",
  bin: "M4 7h16M10 11v6M14 11v6M6 7l1 13h10l1-13M9 7V4h6v3",
} as const;

export type IconName = keyof typeof paths;

/** A small line drawing beside words that say the same; 24 px unless told. */
export function Icon({ name, size = 24 }: { name: IconName; size?: number }) {
  const turns = name === "next" || name === "previous";
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      aria-hidden="true"
      focusable="false"
      fill="none"
      stroke="currentColor"
      strokeWidth={2}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={turns ? "flex-none rtl:-scale-x-100" : "flex-none"}
    >
      <path d={paths[name]} />
    </svg>
  );
}

import { useState } from "react";

/** What is typed now into a field that the browser keeps: for words beside it that depend on it. */
export function useFollowed(start: string) {
  const [value, setValue] = useState(start);
  return [value, ({ target }: { target: { value: string } }) => setValue(target.value)] as const;
}

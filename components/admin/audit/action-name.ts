import { useTranslations } from "next-intl";

/** A recorded action in words; one without words yet is shown as it is written. */
export function useActionName(): (action: string) => string {
  const t = useTranslations("adminActions");
  return (action) => {
    // The catalogue nests by the dots of the action's name.
    const key = action as Parameters<typeof t>[0];
    return t.has(key) ? t(key) : action;
  };
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { type May, navGroups } from "@/components/admin/nav/items";
import { searchQuery } from "@/components/admin/palette/search-query";
import { Icon } from "@/components/ui/icon";

/** Ctrl K (⌘K): writes a few letters of a page, report, body, contact or connection, and goes there. */
export function Palette({ may }: { may: May }) {
  const t = useTranslations("admin");
  const router = useRouter();
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState("");
  const { data } = useQuery(searchQuery(text));

  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      if (dialog.current?.open) dialog.current.close();
      else dialog.current?.showModal();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, []);

  const go = (href: Route) => {
    dialog.current?.close();
    setText("");
    router.push(href);
  };
  const pages = navGroups.flatMap(({ items }) => items.filter(({ shown }) => shown(may)));
  const wanted = text.trim().toLowerCase();
  const fitting = pages.filter(({ key }) => t(`nav.${key}`).toLowerCase().includes(wanted));

  return (
    <>
      <button
        type="button"
        onClick={() => dialog.current?.showModal()}
        className="flex min-h-11 cursor-pointer items-center gap-2 rounded border border-line-strong bg-surface px-3 text-ink-soft hover:border-ink"
      >
        <Icon name="search" size={18} />
        <span className="max-sm:sr-only">{t("palette.open")}</span>
        <kbd className="max-md:hidden">Ctrl K</kbd>
      </button>
      <dialog
        ref={dialog}
        aria-label={t("palette.title")}
        className="admin-dialog admin-palette"
        closedby="any"
      >
        <Command label={t("palette.title")} shouldFilter={false} loop>
          <Command.Input
            value={text}
            onValueChange={setText}
            placeholder={t("palette.hint")}
            className="min-h-12 w-full border-b border-line-strong bg-surface px-4 text-large outline-none"
          />
          <Command.List className="max-h-[60dvh] overflow-auto p-2">
            <Command.Empty className="px-3 py-6 text-center text-ink-soft">
              {t("palette.nothing")}
            </Command.Empty>
            {fitting.length > 0 && (
              <Command.Group heading={t("palette.pages")}>
                {fitting.map(({ key, href }) => (
                  <Command.Item key={key} value={`page ${key}`} onSelect={() => go(href)}>
                    {t(`nav.${key}`)}
                  </Command.Item>
                ))}
              </Command.Group>
            )}
            {data?.map(({ kind, hits }) => (
              <Command.Group key={kind} heading={t(`palette.${kind}`)}>
                {hits.map(({ id, name, note }) => (
                  <Command.Item
                    key={id}
                    value={`${kind} ${id}`}
                    onSelect={() => go(`/admin/${kind}/${id}` as Route)}
                  >
                    <span className="min-w-0 truncate">{name}</span>
                    {note && <span className="flex-none text-small text-ink-soft">{note}</span>}
                  </Command.Item>
                ))}
              </Command.Group>
            ))}
          </Command.List>
        </Command>
      </dialog>
    </>
  );
}

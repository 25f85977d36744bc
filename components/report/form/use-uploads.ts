"use client";

import { useCallback, useRef, useState } from "react";
import { fill } from "@/components/map/fill";
import { downscale } from "@/components/report/form/downscale";
import type { FormChange, FormPhoto } from "@/components/report/form/form-values";
import { sendPhoto } from "@/components/report/form/send-photo";
import type { FormWords } from "@/components/report/form/words";

/** A chosen file that is not (yet) a photo of the form. */
export type Upload = {
  key: string;
  name: string;
  /** Null while the browser makes it smaller. */
  percent: number | null;
  error: string | null;
  mayRetry: boolean;
};

export type Uploads = {
  items: readonly Upload[];
  /** Something to say about the last thing that happened. */
  note: string;
  add: (files: File[]) => void;
  retry: (key: string) => void;
  drop: (key: string) => void;
  /** Called when a photo's picture does not show: a draft lives for a while only. */
  forget: (photo: FormPhoto) => void;
};

export type PhotoWords = FormWords["photos"];
export type PhotoChange = Extract<FormChange, { type: "addPhoto" | "removePhoto" }>;

/** Sends chosen photos at once, one after the other, and adds what arrived to the form. */
export function useUploads(count: number, change: (change: PhotoChange) => void, text: PhotoWords): Uploads {
  const [items, setItems] = useState<readonly Upload[]>([]);
  const [note, setNote] = useState("");
  const files = useRef(new Map<string, { file: File; stop: AbortController }>());
  const queue = useRef(Promise.resolve());
  const next = useRef(0);
  const taken = useRef(0);
  taken.current = count + items.length;

  const patch = useCallback((key: string, changed: Partial<Upload>) => {
    setItems((all) => all.map((item) => (item.key === key ? { ...item, ...changed } : item)));
  }, []);

  const drop = useCallback((key: string) => {
    files.current.get(key)?.stop.abort();
    files.current.delete(key);
    setItems((all) => all.filter((item) => item.key !== key));
  }, []);

  const send = useCallback(
    async (key: string) => {
      const entry = files.current.get(key);
      if (!entry) return;
      const { file, stop } = entry;
      const photo = await downscale(file);
      const answer = await sendPhoto(photo, file.name, stop.signal, (percent) => patch(key, { percent }));
      if (stop.signal.aborted) return;
      if (answer.kind === "kept") {
        drop(key);
        change({ type: "addPhoto", photo: answer.photo });
      } else if (answer.kind === "refused") {
        patch(key, { error: `${file.name}: ${answer.message}`, mayRetry: false });
      } else {
        patch(key, { error: fill(text.failed, { name: file.name }), mayRetry: true });
      }
    },
    [change, drop, patch, text],
  );

  const start = useCallback(
    (key: string) => {
      queue.current = queue.current.then(() => send(key));
    },
    [send],
  );

  const add = useCallback(
    (chosen: File[]) => {
      const fitting = chosen.slice(0, Math.max(0, 3 - taken.current));
      setNote(fitting.length < chosen.length ? text.tooMany : "");
      const added = fitting.map((file): Upload => {
        const key = `photo-${next.current++}`;
        files.current.set(key, { file, stop: new AbortController() });
        return { key, name: file.name, percent: null, error: null, mayRetry: false };
      });
      setItems((all) => [...all, ...added]);
      for (const { key } of added) start(key);
    },
    [start, text],
  );

  const retry = useCallback(
    (key: string) => {
      patch(key, { percent: null, error: null });
      start(key);
    },
    [patch, start],
  );

  const forget = useCallback(
    async (photo: FormPhoto) => {
      const answer = await fetch(photo.url, { method: "HEAD" }).catch(() => null);
      if (answer?.status !== 404) return;
      change({ type: "removePhoto", id: photo.id });
      setNote(text.gone);
    },
    [change, text],
  );

  return { items, note, add, retry, drop, forget };
}

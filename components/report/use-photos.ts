"use client";

import { useCallback, useState } from "react";
import { draftPhoto, type FormPhoto } from "@/components/report/form/form-values";
import { type PhotoChange, type PhotoWords, useUploads } from "@/components/report/form/use-uploads";
import type { FormState } from "@/lib/forms";

/** The photos of a form: those that came with a form which was refused, and those that are sent as soon as they are chosen. */
export function usePhotos(state: FormState, words: PhotoWords) {
  const [photos, setPhotos] = useState<readonly FormPhoto[]>(() =>
    [state.values?.photoIds ?? []].flat().filter(Boolean).map(draftPhoto),
  );
  const change = useCallback((changed: PhotoChange) => {
    setPhotos((all) =>
      changed.type === "addPhoto" ? [...all, changed.photo] : all.filter((photo) => photo.id !== changed.id),
    );
  }, []);
  const uploads = useUploads(photos.length, change, words);
  return { photos, change, uploads, onTheirWay: uploads.items.some(({ error }) => !error) };
}

"use client";

import { useCallback, useState } from "react";
import { draftPhoto, type FormPhoto } from "@/components/report/form/form-values";
import { type PhotoChange, type PhotoWords, useUploads } from "@/components/report/form/use-uploads";

/**
 * The photos of a form: those that are sent as soon as they are chosen, behind those that it starts with.
 * @param start ids that came with a form which was refused
 */
export function usePhotos(start: readonly string[], words: PhotoWords) {
  const [photos, setPhotos] = useState<readonly FormPhoto[]>(() => start.filter(Boolean).map(draftPhoto));
  const change = useCallback((changed: PhotoChange) => {
    setPhotos((all) =>
      changed.type === "addPhoto" ? [...all, changed.photo] : all.filter((photo) => photo.id !== changed.id),
    );
  }, []);
  const uploads = useUploads(photos.length, change, words);
  return { photos, change, uploads, onTheirWay: uploads.items.some(({ error }) => !error) };
}

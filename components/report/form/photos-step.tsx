"use client";

import { useEffect, useRef } from "react";
import { fill } from "@/components/map/fill";
import { useReportForm } from "@/components/report/form/form-context";
import type { FormPhoto } from "@/components/report/form/form-values";
import { PhotoUpload } from "@/components/report/form/photo-upload";
import { Step } from "@/components/report/form/step";
import type { Uploads } from "@/components/report/form/use-uploads";
import { useWords } from "@/components/report/form/words";
import { Button } from "@/components/ui/button";
import { Checkbox, FileInput } from "@/components/ui/controls";
import { FieldGroup } from "@/components/ui/field";

export const MOST_PHOTOS = 3;

/** With scripts a photo is sent as soon as it is chosen; without, the files go with the form and come back as ids. */
export function PhotosStep({ uploads }: { uploads: Uploads }) {
  const words = useWords();
  const text = words.photos;
  const { values, faults, category, hydrated } = useReportForm();
  const input = useRef<HTMLInputElement>(null);
  const { add } = uploads;
  const room = MOST_PHOTOS - values.photos.length - uploads.items.length;

  // Files that were chosen before the scripts came.
  useEffect(() => {
    if (hydrated && input.current?.files?.length) take(input.current, add);
  }, [hydrated, add]);

  return (
    <Step name="photos" heading={text.heading}>
      <FieldGroup
        id="photos"
        legend={text.legend}
        optional={words.optional}
        hint={category?.private ? text.privateHint : text.hint}
        error={faults.photoIds}
      >
        {values.photos.length > 0 && (
          <ul className="grid grid-cols-2 gap-3">
            {values.photos.map((photo, index) => (
              <li key={photo.id}>
                <AddedPhoto photo={photo} number={index + 1} onGone={uploads.forget} />
              </li>
            ))}
          </ul>
        )}
        {uploads.items.length > 0 && (
          <ul className="flex flex-col gap-2">
            {uploads.items.map((item) => (
              <li key={item.key}>
                <PhotoUpload item={item} onRetry={uploads.retry} onRemove={uploads.drop} />
              </li>
            ))}
          </ul>
        )}
        {room > 0 ? (
          <>
            <label htmlFor="photo-files" className="sr-only">
              {text.button}
            </label>
            <FileInput
              ref={input}
              id="photo-files"
              {...(!hydrated && { name: "photos" })}
              accept="image/*"
              multiple
              onChange={({ currentTarget }) => take(currentTarget, add)}
            />
          </>
        ) : (
          <p className="text-small text-ink-soft">{text.full}</p>
        )}
        <p role="status" className="min-h-6 text-small text-ink-soft">
          {uploads.note || (values.photos.length > 0 && fill(text.added, { n: values.photos.length }))}
        </p>
      </FieldGroup>
    </Step>
  );
}

/** Empties the chooser, so that the same file can be chosen again. */
function take(input: HTMLInputElement, add: (files: File[]) => void): void {
  add([...(input.files ?? [])]);
  input.value = "";
}

type Added = { photo: FormPhoto; number: number; onGone: (photo: FormPhoto) => void };

function AddedPhoto({ photo, number, onGone }: Added) {
  const { photos: text } = useWords();
  const { change, hydrated } = useReportForm();
  const picture = useRef<HTMLImageElement>(null);

  // One that failed before the scripts came has told nobody.
  useEffect(() => {
    const { current } = picture;
    if (current?.complete && current.naturalWidth === 0) onGone(photo);
  }, [photo, onGone]);

  return (
    <div className="flex flex-col overflow-hidden rounded border border-line bg-surface">
      <img
        ref={picture}
        src={photo.url}
        alt={fill(text.alt, { n: number })}
        className="aspect-4/3 w-full bg-sunken object-cover"
        onError={() => onGone(photo)}
      />
      {hydrated ? (
        <>
          <input type="hidden" name="photoIds" value={photo.id} />
          <Button
            look="quiet"
            aria-label={fill(text.removeNamed, { n: number })}
            onClick={() => {
              change({ type: "removePhoto", id: photo.id });
              document.getElementById("photos")?.focus();
            }}
          >
            {text.remove}
          </Button>
        </>
      ) : (
        <Checkbox
          name="photoIds"
          value={photo.id}
          defaultChecked
          label={fill(text.keep, { n: number })}
          className="px-3"
        />
      )}
    </div>
  );
}

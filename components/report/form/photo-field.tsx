"use client";

import { useEffect, useRef } from "react";
import { fill } from "@/components/map/fill";
import type { FormPhoto } from "@/components/report/form/form-values";
import { PhotoUpload } from "@/components/report/form/photo-upload";
import type { PhotoChange, PhotoWords, Uploads } from "@/components/report/form/use-uploads";
import { Button } from "@/components/ui/button";
import { Checkbox, FileInput } from "@/components/ui/controls";
import { FieldGroup } from "@/components/ui/field";

const MOST_PHOTOS = 3;

type Props = {
  id?: string;
  words: PhotoWords;
  legend: string;
  hint: string;
  /** The word behind the legend, such as "(optional)". */
  optional: string;
  error: string | undefined;
  photos: readonly FormPhoto[];
  uploads: Uploads;
  change: (change: PhotoChange) => void;
  /** Scripts run: a photo is sent as soon as it is chosen. Without, the files go with the form and come back as ids. */
  hydrated: boolean;
};

/** Up to three photos of a form: those it has, those on their way, and a chooser for more. */
export function PhotoField({
  id = "photos",
  words,
  legend,
  hint,
  optional,
  error,
  photos,
  uploads,
  change,
  hydrated,
}: Props) {
  const input = useRef<HTMLInputElement>(null);
  const { add } = uploads;
  const room = MOST_PHOTOS - photos.length - uploads.items.length;

  // Files that were chosen before the scripts came.
  useEffect(() => {
    if (hydrated && input.current?.files?.length) take(input.current, add);
  }, [hydrated, add]);

  return (
    <FieldGroup id={id} legend={legend} optional={optional} hint={hint} error={error}>
      {photos.length > 0 && (
        <ul className="grid grid-cols-2 gap-3">
          {photos.map((photo, index) => (
            <li key={photo.id}>
              <AddedPhoto
                {...{ group: id, photo, words, hydrated, change }}
                number={index + 1}
                onGone={uploads.forget}
              />
            </li>
          ))}
        </ul>
      )}
      {uploads.items.length > 0 && (
        <ul className="flex flex-col gap-2">
          {uploads.items.map((item) => (
            <li key={item.key}>
              <PhotoUpload item={item} words={words} onRetry={uploads.retry} onRemove={uploads.drop} />
            </li>
          ))}
        </ul>
      )}
      {room > 0 ? (
        <>
          <label htmlFor="photo-files" className="sr-only">
            {words.button}
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
        <p className="text-small text-ink-soft">{words.full}</p>
      )}
      <p role="status" className="min-h-6 text-small text-ink-soft">
        {uploads.note || (photos.length > 0 && fill(words.added, { n: photos.length }))}
      </p>
    </FieldGroup>
  );
}

/** Empties the chooser, so that the same file can be chosen again. */
function take(input: HTMLInputElement, add: (files: File[]) => void): void {
  add([...(input.files ?? [])]);
  input.value = "";
}

type Added = Pick<Props, "words" | "hydrated" | "change"> & {
  /** What takes the keyboard when it is removed. */
  group: string;
  photo: FormPhoto;
  number: number;
  onGone: (photo: FormPhoto) => void;
};

function AddedPhoto({ group, photo, number, words, hydrated, change, onGone }: Added) {
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
        alt={fill(words.alt, { n: number })}
        className="aspect-4/3 w-full bg-sunken object-cover"
        onError={() => onGone(photo)}
      />
      {hydrated ? (
        <>
          <input type="hidden" name="photoIds" value={photo.id} />
          <Button
            look="quiet"
            aria-label={fill(words.removeNamed, { n: number })}
            onClick={() => {
              change({ type: "removePhoto", id: photo.id });
              document.getElementById(group)?.focus();
            }}
          >
            {words.remove}
          </Button>
        </>
      ) : (
        <Checkbox
          name="photoIds"
          value={photo.id}
          defaultChecked
          label={fill(words.keep, { n: number })}
          className="px-3"
        />
      )}
    </div>
  );
}

"use client";

import { fill } from "@/components/map/fill";
import type { PhotoWords, Upload } from "@/components/report/form/use-uploads";
import { Button } from "@/components/ui/button";
import { ProgressBar } from "@/components/ui/progress-bar";

type Props = {
  item: Upload;
  words: PhotoWords;
  onRetry: (key: string) => void;
  onRemove: (key: string) => void;
};

/** A photo on its way, or what kept it from arriving. */
export function PhotoUpload({ item, words: text, onRetry, onRemove }: Props) {
  const { key, name, percent, error, mayRetry } = item;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded border border-line bg-surface p-3">
      {error ? (
        <p role="alert" className="min-w-0 flex-1 basis-48 font-semibold text-danger">
          {error}
        </p>
      ) : (
        <div className="flex min-w-0 flex-1 basis-48 flex-col gap-1">
          <label htmlFor={`progress-${key}`} className="text-small">
            {percent === null ? fill(text.preparing, { name }) : fill(text.sending, { name, percent })}
          </label>
          <ProgressBar id={`progress-${key}`} part={(percent ?? 0) / 100} />
        </div>
      )}
      <div className="flex gap-1">
        {error && mayRetry && <Button onClick={() => onRetry(key)}>{text.retry}</Button>}
        <Button look="quiet" aria-label={`${text.remove}: ${name}`} onClick={() => onRemove(key)}>
          {text.remove}
        </Button>
      </div>
    </div>
  );
}

export type ShownPhoto = { id: string; width: number; height: number; full: string; thumb: string };

/** Small pictures that lead to the whole ones. One alone may be larger. */
export function PhotoRow({
  photos,
  alt,
  large = false,
}: {
  photos: readonly ShownPhoto[];
  alt: (number: number, count: number) => string;
  large?: boolean;
}) {
  if (photos.length === 0) return null;
  const alone = large && photos.length === 1;
  return (
    <ul className={alone ? "" : "mt-3 flex flex-wrap gap-3"}>
      {photos.map((photo, index) => (
        <li key={photo.id} className={large && !alone ? "min-w-0 flex-1 basis-40" : ""}>
          <a
            href={photo.full}
            className="block overflow-hidden rounded border border-line bg-sunken hover:border-ink"
          >
            <img
              // A single picture is shown wide, for which the small one is too coarse.
              src={alone ? photo.full : photo.thumb}
              alt={alt(index + 1, photos.length)}
              width={photo.width}
              height={photo.height}
              loading={large ? "eager" : "lazy"}
              decoding="async"
              className={
                alone
                  ? "max-h-[26rem] w-full object-cover"
                  : large
                    ? "aspect-[4/3] h-auto w-full object-cover"
                    : "size-32 object-cover"
              }
            />
          </a>
        </li>
      ))}
    </ul>
  );
}

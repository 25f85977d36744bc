type Props = {
  /** From 0 to 1; null while nobody knows how much there is. */
  part: number | null;
} & ({ id: string; label?: undefined } | { id?: undefined; label: string });

/** How far something has come. Named by a label that points to its `id`, or by `label`. */
export function ProgressBar({ part, id, label }: Props) {
  return (
    <progress
      id={id}
      aria-label={label}
      max={1}
      {...(part !== null && { value: part })}
      className="h-2 w-full appearance-none overflow-hidden rounded bg-sunken indeterminate:animate-pulse indeterminate:bg-accent [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-transparent [&::-webkit-progress-value]:bg-accent"
    />
  );
}

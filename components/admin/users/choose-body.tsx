import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/controls";

/** Which body the page is about, for superusers; a plain form whose answer stands in the address. */
export function ChooseBody({
  label,
  button,
  none,
  bodies,
  chosen,
}: {
  label: string;
  button: string;
  /** Offers "no body" in these words. */
  none?: string;
  bodies: readonly { id: number; name: string }[];
  chosen: number | "none" | undefined;
}) {
  return (
    <form method="get" className="mb-6 flex max-w-[34rem] flex-wrap items-end gap-3">
      <div className="flex min-w-0 flex-1 basis-60 flex-col gap-1.5">
        <label htmlFor="body" className="font-semibold">
          {label}
        </label>
        <Select key={chosen} id="body" name="body" defaultValue={chosen ?? ""} required>
          {chosen === undefined && <option value="" />}
          {bodies.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
          {none && <option value="none">{none}</option>}
        </Select>
      </div>
      <Button type="submit">{button}</Button>
    </form>
  );
}

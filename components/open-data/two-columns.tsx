import type { ReactNode } from "react";

type Props = { caption: string; heads: readonly [string, string]; className?: string; children: ReactNode };

/** A table of names and what belongs to them. */
export function TwoColumns({ caption, heads, className = "", children }: Props) {
  return (
    <div className={`mt-4 rounded border border-line bg-surface ${className}`}>
      <table className="w-full border-collapse text-start">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b border-line-strong bg-sunken">
            {heads.map((head) => (
              <th key={head} scope="col" className="px-3 py-2 text-start md:px-4">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

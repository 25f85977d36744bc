/** Grey bars where rows will be, so that nothing jumps when they come. */
export function SkeletonRows({ columns, rows = 8 }: { columns: number; rows?: number }) {
  return Array.from({ length: rows }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
    <tr key={row}>
      {Array.from({ length: columns }, (_, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <td key={column}>
          <span
            className="block h-3 rounded bg-sunken"
            style={{ width: `${40 + ((row * 7 + column * 13) % 5) * 10}%` }}
          />
        </td>
      ))}
    </tr>
  ));
}

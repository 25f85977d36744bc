/** The sign of the site: a pin on the map, and in it a crack that is being stitched. Drawn in the colour of the text around it. */
export function LogoMark({ size = 32 }: { size?: number }) {
  return (
    <svg
      viewBox="0 0 32 32"
      width={size}
      height={size}
      aria-hidden="true"
      focusable="false"
      className="flex-none text-accent"
    >
      <path
        d="M16 31C12.6 25.6 4 20.2 4 12.6a12 12 0 0 1 24 0C28 20.2 19.4 25.6 16 31Z"
        fill="currentColor"
      />
      <g fill="none" stroke="var(--on-accent)" strokeWidth={2.1} strokeLinecap="round" strokeLinejoin="round">
        <path d="M8.6 15.4l4.6-3.4 4 2.4 6.2-5" />
        <path d="M10 11.4l2.6 4.8M14.6 10.6l1 6M19 9.4l2.4 5" />
      </g>
    </svg>
  );
}

/** A bound book of cases with its mark at the place last read. */
export function Logo() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className="size-7 shrink-0">
      <rect x="3" y="2" width="26" height="28" rx="5" className="fill-accent" />
      <g className="fill-none stroke-paper" strokeWidth="2" strokeLinecap="round">
        <path d="M10 2v28" strokeLinecap="butt" />
        <path d="M15 20h9M15 24.5h6" />
      </g>
      <path d="M17 2h6v11.5l-3-2.6-3 2.6z" className="fill-paper" />
    </svg>
  );
}

/** A person by initials: pictures live elsewhere, and nothing is loaded from elsewhere. */
export function Avatar({ name }: { name: string }) {
  const words = name.split(/\s+/).filter(Boolean);
  const initials = [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => (word ? [...word][0] : ''))
    .join('')
    .toUpperCase();
  return (
    <span
      aria-hidden="true"
      className="flex size-9 shrink-0 items-center justify-center rounded-full bg-line text-xs font-semibold text-ink"
    >
      {initials || '?'}
    </span>
  );
}

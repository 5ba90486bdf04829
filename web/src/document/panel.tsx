import type { ReactNode } from 'react';

const KINDS: Record<string, { name: string; look: string }> = {
  info: { name: 'Info', look: 'border-edge bg-line/40' },
  note: { name: 'Note', look: 'border-edge bg-line/40' },
  tip: { name: 'Tip', look: 'border-accent bg-tint' },
  success: { name: 'Success', look: 'border-accent bg-tint' },
  warning: { name: 'Warning', look: 'border-caution bg-caution-tint' },
  error: { name: 'Error', look: 'border-danger bg-danger-tint' },
};

/** A remark set apart from the text; its kind is said in words as well as by its edge. */
export function Panel({ kind, children }: { kind: string; children: ReactNode }) {
  const { name, look } = KINDS[kind] ?? { name: 'Note', look: 'border-edge bg-line/40' };
  return (
    <div role="note" aria-label={name} className={`space-y-2 rounded-r-lg border-l-4 px-4 py-3 ${look}`}>
      <p aria-hidden="true" className="text-xs font-semibold">
        {name}
      </p>
      {children}
    </div>
  );
}

import { useState } from 'react';
import { Button, type ButtonLook } from './button.tsx';

/** Copies a text; not there where the browser has no clipboard, as on a page without TLS: the text can be selected. */
export function CopyButton({
  text,
  label,
  look = 'plain',
}: {
  text: string;
  label?: string;
  look?: ButtonLook;
}) {
  const [copied, setCopied] = useState(false);
  if (!navigator.clipboard) return null;
  return (
    <>
      <Button
        look={look}
        {...(label && { 'aria-label': label })}
        onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
      >
        Copy
      </Button>
      <span role="status" className="text-[0.875rem] text-muted empty:hidden">
        {copied && 'Copied.'}
      </span>
    </>
  );
}

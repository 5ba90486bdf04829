import type { ReactNode } from 'react';
import { attribute, type DocumentMark, type DocumentNode } from './node.ts';
import { SafeLink } from './safe-link.tsx';

/** Text with its marks. Colours are left out: they were chosen for another page's background. */
export function MarkedText({ node }: { node: DocumentNode }) {
  return (node.marks ?? []).reduce<ReactNode>((inner, mark) => marked(inner, mark), node.text ?? '');
}

function marked(inner: ReactNode, mark: DocumentMark): ReactNode {
  switch (mark.type) {
    case 'strong':
      return <strong className="font-semibold">{inner}</strong>;
    case 'em':
      return <em>{inner}</em>;
    case 'strike':
      return <s>{inner}</s>;
    case 'underline':
      return <u className="underline-offset-2">{inner}</u>;
    case 'code':
      return <code className="rounded bg-line/60 px-1 font-mono text-[0.875em] break-words">{inner}</code>;
    case 'subsup':
      return attribute(mark, 'type') === 'sup' ? <sup>{inner}</sup> : <sub>{inner}</sub>;
    case 'link':
      return <SafeLink to={attribute(mark, 'href')}>{inner}</SafeLink>;
    default:
      return inner;
  }
}

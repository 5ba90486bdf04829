import { type DocumentNode, plainText } from './node.ts';
import { ScrollArea } from './scroll-area.tsx';

/** Code, queries and stack traces, line for line. */
export function CodeBlock({ node }: { node: DocumentNode }) {
  const code = (node.content ?? []).map((child) => child.text ?? plainText(child)).join('');
  return (
    <ScrollArea name="Code">
      <pre className="w-max min-w-full px-4 py-3 font-mono text-[0.8125rem] leading-relaxed">
        <code>{code}</code>
      </pre>
    </ScrollArea>
  );
}

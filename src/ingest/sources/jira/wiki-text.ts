import { type Document, documentFromWiki } from '../../../domain/index.ts';
import { MOST_MARKUP } from '../../limits.ts';

/** Reads the wiki texts of one ticket; past the limit on markup, what comes stays as it is, as one block of text. */
export function wikiReader(): (text: string) => Document {
  let read = 0;
  return (text) => {
    read += text.length;
    if (read <= MOST_MARKUP) return documentFromWiki(text);
    return { type: 'doc', version: 1, content: [{ type: 'codeBlock', content: [{ type: 'text', text }] }] };
  };
}

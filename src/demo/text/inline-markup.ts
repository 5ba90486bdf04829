import type { AdfNode } from './adf.ts';

/** Private-use characters carry a mention through the markup: no company text contains them by accident. */
const mentionOpens = '\uE000';
const mentionParts = '\uE001';
const mentionCloses = '\uE002';

/** Markup for a mention of a person, to be placed into a text before it becomes a document. */
export function mentionMarkup(accountId: string, displayName: string): string {
  return `${mentionOpens}${accountId}${mentionParts}${displayName}${mentionCloses}`;
}

const emojis: Readonly<Record<string, string>> = {
  tada: '🎉',
  thumbsup: '👍',
  pray: '🙏',
  slight_smile: '🙂',
  eyes: '👀',
  white_check_mark: '✅',
  fire: '🔥',
  sweat_smile: '😅',
  warning: '⚠️',
  disappointed: '😞',
};

const marked =
  /`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\((https?:[^)\s]+)\)|(https?:\/\/[^\s),]*[\w/])|:([a-z_]+):|\uE000([^\uE001]+)\uE001([^\uE002]+)\uE002/g;

const text = (value: string, marks?: AdfNode['marks']): AdfNode =>
  marks ? { type: 'text', text: value, marks } : { type: 'text', text: value };

/**
 * The inline nodes of one line: `code`, **strong**, [links](https://…), bare links (as smart cards), :emoji: and
 * mentions. Everything else stays the text it is.
 */
export function inlineNodes(line: string): AdfNode[] {
  const nodes: AdfNode[] = [];
  let from = 0;
  for (const match of line.matchAll(marked)) {
    const [whole, code, strong, label, href, bare, emoji, accountId, name] = match;
    const node = code
      ? text(code, [{ type: 'code' }])
      : strong
        ? text(strong, [{ type: 'strong' }])
        : label && href
          ? text(label, [{ type: 'link', attrs: { href } }])
          : bare
            ? { type: 'inlineCard', attrs: { url: bare } }
            : accountId
              ? { type: 'mention', attrs: { id: accountId, text: `@${name}`, accessLevel: '' } }
              : emojiNode(emoji);
    if (!node) continue;
    if (match.index > from) nodes.push(text(line.slice(from, match.index)));
    nodes.push(node);
    from = match.index + whole.length;
  }
  if (from < line.length) nodes.push(text(line.slice(from)));
  return nodes;
}

/** `:10:` in a time or an unknown name is no emoji. */
function emojiNode(name: string | undefined): AdfNode | undefined {
  const symbol = name ? emojis[name] : undefined;
  return symbol ? { type: 'emoji', attrs: { shortName: `:${name}:`, text: symbol } } : undefined;
}

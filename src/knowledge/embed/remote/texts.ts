/** A text on its way to a service. */
export interface OutgoingText {
  readonly text: string;
  /** What stands before the text itself. */
  readonly prefix: string;
  /** Whether its end was left behind. */
  readonly cut: boolean;
}

/** English has about four bytes a token: a text that has fewer, such as code, is cut further when it is refused. */
const BYTES_PER_TOKEN = 4;
/** For adding up to a limit, where a guess that is too low is refused. */
const FEWEST_BYTES_PER_TOKEN = 3;
/** Under the token of the least bytes there is, five cuts bring a text below one byte a token: no model splits further. */
const SHORTENED_TO = 0.6;
const SHORTEST_BYTES = 64;

/** The text as it goes out. Lone halves of surrogate pairs become U+FFFD: UTF-8 has no form for them. */
export function outgoing(text: string, prefix: string, tokensPerText: number | null): OutgoingText {
  const whole = { text: text.toWellFormed(), prefix, cut: false };
  if (tokensPerText === null) return whole;
  return cutTo(whole, tokensPerText * BYTES_PER_TOKEN - Buffer.byteLength(prefix));
}

/** A text that was refused as too long, shorter by some; null where so little is left that its length is not the reason. */
export function shortened(outgoingText: OutgoingText): OutgoingText | null {
  const bytes = Math.floor(Buffer.byteLength(outgoingText.text) * SHORTENED_TO);
  return bytes < SHORTEST_BYTES ? null : cutTo(outgoingText, bytes);
}

/** Cut between two characters, never in one. */
function cutTo(whole: OutgoingText, bytes: number): OutgoingText {
  if (Buffer.byteLength(whole.text) <= bytes) return whole;
  const { read } = new TextEncoder().encodeInto(whole.text, new Uint8Array(bytes));
  return { ...whole, text: whole.text.slice(0, read), cut: true };
}

/** Texts in as few requests as the limits allow, in their order. */
export function inRequests(
  texts: readonly OutgoingText[],
  { textsPerRequest, tokensPerRequest }: { textsPerRequest: number; tokensPerRequest: number },
): OutgoingText[][] {
  const requests: OutgoingText[][] = [];
  let tokens = 0;
  for (const text of texts) {
    const own = Math.ceil(Buffer.byteLength(text.prefix + text.text) / FEWEST_BYTES_PER_TOKEN);
    const last = requests.at(-1);
    if (last && last.length < textsPerRequest && tokens + own <= tokensPerRequest) {
      last.push(text);
      tokens += own;
    } else {
      requests.push([text]);
      tokens = own;
    }
  }
  return requests;
}

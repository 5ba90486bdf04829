/** How many wrong ones a minute an address may send until it is short-changed: an exchange of secrets makes a few. */
const FREE = 30;
const MINUTE_MS = 60_000;
/** Counted at once; a flood from more addresses counts as one sender. */
const MOST_ADDRESSES = 10_000;
const THE_REST = '';

/**
 * Counts wrong signatures, by sender and minute. Whoever sends many is not refused, for behind a proxy that is not trusted
 * everybody has one address, and Jira's own webhooks must get through; but of him no large body is read any more.
 */
export interface WrongSignatures {
  count(address: string): void;
  isSuspect(address: string): boolean;
}

/** @param onFlood called once a minute and sender, when it becomes suspect. */
export function createWrongSignatures(
  onFlood: (address: string) => void,
  now: () => number = Date.now,
): WrongSignatures {
  let minute = 0;
  let counts = new Map<string, number>();
  const current = () => {
    const present = Math.floor(now() / MINUTE_MS);
    if (present !== minute) [minute, counts] = [present, new Map()];
    return counts;
  };
  const sender = (address: string) =>
    current().has(address) || current().size < MOST_ADDRESSES ? address : THE_REST;
  return {
    count(address) {
      const from = sender(address);
      const count = (current().get(from) ?? 0) + 1;
      counts.set(from, count);
      if (count === FREE + 1) onFlood(address);
    },
    isSuspect: (address) => (current().get(sender(address)) ?? 0) > FREE,
  };
}

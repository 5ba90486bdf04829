/*
 * Addresses and names are written in any case, with any spaces, and with accents composed or not. All of that is the
 * same person, and must be found alike: by the quick look at a line as well as in its texts.
 */

/** What two ways of writing a name have in common. */
export function folded(name: string): string {
  return name.normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLowerCase();
}

/** The pattern of a name or an address, for texts in NFC and expressions with the flags `i` and `u`. */
export function alike(name: string): string {
  return partsOf(name).map(escaped).join(String.raw`\s+`);
}

/** Whether JSON text may hold one of the names: their parts are looked for, as JSON can escape what is between them. */
export function mentioning(names: readonly string[]): (json: string) => boolean {
  const longest = names.map((name) =>
    partsOf(name).reduce((best, part) => (part.length > best.length ? part : best), ''),
  );
  const needles = longest.map((part) => escaped(JSON.stringify(part).slice(1, -1)));
  const pattern = new RegExp(needles.join('|'), 'iu');
  return (json) => pattern.test(json.normalize('NFC'));
}

function partsOf(name: string): string[] {
  return name.normalize('NFC').trim().split(/\s+/);
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}

/** Jira writes the names of months in the language of who exports. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'sv', 'da', 'nb', 'fi', 'pl', 'cs'];

let numbers: ReadonlyMap<string, number> | null = null;

/** The number, 1 to 12, of a month by its name or the short form of it; undefined for any other word. */
export function monthNumber(name: string): number | undefined {
  numbers ??= monthNames();
  return numbers.get(plain(name)) ?? numbers.get(plain(name).slice(0, 3));
}

/** Where languages differ about a word, the first of the list has it; three letters are enough only in English. */
function monthNames(): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const language of LANGUAGES) {
    for (const form of ['short', 'long'] as const) {
      for (const day of ['numeric', undefined] as const) {
        const format = new Intl.DateTimeFormat(language, { month: form, day, timeZone: 'UTC' });
        for (let month = 1; month <= 12; month += 1) {
          const parts = format.formatToParts(Date.UTC(2001, month - 1, 1));
          const name = plain(parts.find(({ type }) => type === 'month')?.value ?? '');
          if (!/^\d*$/.test(name) && !names.has(name)) names.set(name, month);
        }
      }
    }
  }
  return names;
}

/** Without dots and case: languages disagree about both. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll('.', '');
}

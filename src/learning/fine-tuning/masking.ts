import { personFinder, type Span } from './people.ts';
import { MASKED_KINDS, type MaskedKind, RULES } from './sensitive-forms.ts';

/** Replaces what must not leave in an example: secrets, addresses, numbers of people and cards, and names. */
export interface Mask {
  /** @param mentioned people whom the text's ticket names beyond those known before. */
  apply(text: string, mentioned?: Iterable<string>): string;
  /** How often each kind was replaced so far. */
  readonly counts: Readonly<Record<MaskedKind, number>>;
}

/** @param names everybody that Jira names. */
export function createMask(names: Iterable<string>): Mask {
  const counts = Object.fromEntries(MASKED_KINDS.map((kind) => [kind, 0])) as Record<MaskedKind, number>;
  const findKnown = personFinder(names);

  function maskPeople(text: string, spans: readonly Span[]): string {
    let masked = '';
    let end = 0;
    for (const [from, to] of spans) {
      masked += `${text.slice(end, from)}[person]`;
      end = to;
      counts.person += 1;
    }
    return masked + text.slice(end);
  }

  return {
    apply(text, mentioned = []) {
      const withoutForms = RULES.reduce(
        (masked, { kind, pattern, holds }) =>
          masked.replace(pattern, (match, ...groups) => {
            const { keep = '' } = groups.at(-1) ?? {};
            if (holds && !holds(match.slice(keep.length))) return match;
            counts[kind] += 1;
            return `${keep}[${kind}]`;
          }),
        text,
      );
      const withoutKnown = maskPeople(withoutForms, findKnown(withoutForms));
      return maskPeople(withoutKnown, personFinder(mentioned)(withoutKnown));
    },
    counts,
  };
}

import type { TicketTexts } from '../../src/knowledge/adapt/corpus.ts';
import { seededRandom } from '../../src/knowledge/random.ts';

const WORDS = [
  ['kestrel', 'billing'],
  ['walrus', 'printer'],
  ['magpie', 'network'],
  ['badger', 'database'],
  ['otter', 'browser'],
  ['heron', 'password'],
  ['lynx', 'backup'],
  ['stoat', 'calendar'],
  ['marten', 'invoice'],
  ['bittern', 'telephone'],
  ['dunlin', 'memory'],
  ['plover', 'keyboard'],
] as const;
const FILLER = 'today please could someone look into what happened with this after yesterday evening'.split(
  ' ',
);

/**
 * Tickets of a company that calls its systems by animals: a summary says the animals, a description what they stand
 * for. Without `related`, a description is about others than its summary.
 */
export function animalTickets(count: number, related = true): (TicketTexts & { updated: number })[] {
  const random = seededRandom(3);
  const some = <T>(list: readonly T[], length: number) =>
    Array.from({ length }, () => list[Math.floor(random() * list.length)] as T);
  return Array.from({ length: count }, (_, number) => {
    const told = some(WORDS, 3);
    const described = related ? told : some(WORDS, 3);
    const filled = (words: readonly string[]) => [...words, ...some(FILLER, 5)].join(' ');
    return {
      id: String(10_000 + number),
      key: `ZOO-${number}`,
      project: 'ZOO',
      summary: told.map(([animal]) => animal).join(' '),
      description: `${filled(described.map(([, thing]) => thing))} number ${number % 97}`,
      comments: '',
      duplicates: [],
      updated: 1_767_225_600_000 + number,
    };
  });
}

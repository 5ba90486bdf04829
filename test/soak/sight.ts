import type { DemoPerson, DemoTicket } from '../../src/demo/company/model.ts';
import type { DemoCompany } from '../../src/demo/index.ts';
import type { Random } from '../../src/demo/random.ts';
import { knownWorld, STRANGER } from '../oracle/known-world.ts';
import { rulesOf } from '../oracle/rules.ts';
import type { Findings } from './checks.ts';
import { hereOf } from './equality.ts';
import type { Product } from './product.ts';
import { MADE_UP_WORD, type World } from './world.ts';

/** Words asked for at a time, each of another ticket. */
const WORDS = 40;

/** Colleagues, a customer, and somebody who is nobody in Jira. */
export function someAccounts({ people }: DemoCompany, random: Random): string[] {
  const [customers, colleagues] = [true, false].map((is) =>
    people.filter(({ accountType }) => (accountType === 'customer') === is),
  ) as [DemoPerson[], DemoPerson[]];
  const persons = [...random.sample(colleagues, 3), ...random.sample(customers, 1), STRANGER];
  return persons.map(({ accountId }) => accountId);
}

/** What single persons are shown, against Jira's rules as the oracle of access has them: no more and no less of what is here. */
export async function wronglyShown(world: World, product: Product, random: Random): Promise<Findings> {
  const known = knownWorld(world.company);
  const rules = rulesOf(known);
  const found: Findings = [];
  // A broken one is here in the state before.
  const { refused } = await product.read(hereOf(world));
  const tickets = known.tickets.filter((ticket) => !world.isBroken(ticket) && !refused.has(ticket.id));
  for (const { accountId, ask } of product.readers) {
    const person = known.person(accountId);
    const judge = (what: string, open: boolean, shown: boolean) => {
      if (open !== shown)
        found.push(
          `${accountId || 'a stranger'} ${shown ? 'sees' : 'does not see'} ${what}, against the rules`,
        );
    };
    for (const ticket of tickets) {
      const { status, body } = await ask(`/api/tickets/${ticket.key}`);
      judge(ticket.key, rules.mayReadTicket(person, ticket), status === 200);
      if (status !== 200) continue;
      const shown = new Set((body as { comments: { id: string }[] }).comments.map(({ id }) => id));
      for (const comment of ticket.comments)
        judge(
          `comment ${comment.id} of ${ticket.key}`,
          rules.mayReadComment(person, { ticket, comment }),
          shown.has(comment.id),
        );
    }
    const words = random.sample(tickets, WORDS).flatMap((ticket) => someWord(ticket, random) ?? []);
    if (words.length === 0) continue;
    const q = words.map(({ word }) => word).join('+');
    const { body } = await ask(`/api/search?q=${q}&mode=lexical&limit=100`);
    const hits = new Set((body as { hits: { key: string }[] }).hits.map(({ key }) => key));
    for (const { word, ticket, comment } of words) {
      const open = comment
        ? rules.mayReadComment(person, { ticket, comment })
        : rules.mayReadTicket(person, ticket);
      judge(`${ticket.key} in a search for ${word}`, open, hits.has(ticket.key));
    }
  }
  return found;
}

/** A made-up word that stands in one of its texts; in which comment, where it is one. */
function someWord(ticket: DemoTicket, random: Random) {
  const inText = (text: string | null) => text?.match(MADE_UP_WORD) ?? [];
  const words = [
    ...[ticket.summary, ticket.description].flatMap(inText).map((word) => ({ word, ticket, comment: null })),
    ...ticket.comments.flatMap((comment) => inText(comment.body).map((word) => ({ word, ticket, comment }))),
  ];
  return words.length > 0 ? random.pick(words) : null;
}

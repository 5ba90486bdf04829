import type { Random } from '../random.ts';
import type { DemoOwnFields, DemoTicket } from './model.ts';

const causes = [
  'A timeout that was shorter than the one it waited for. See `retry.budget` in the service’s configuration.',
  'The migration was run on one shard only; the others kept the old column.',
  'Two jobs took the same lease after the clock of a node was set back.',
  'The client sends the request again without its idempotency key.',
  'A feature flag was left on for a tenth of the merchants.',
  'The certificate chain lacked an intermediate that browsers fetch and our clients do not.',
];
const impacts = ['None', 'Some merchants', 'Many merchants', 'All merchants'];

/** What the company's own fields say: who was hit, of incidents and bugs; why it happened, of those that are resolved. */
export function drawOwnFields({ issueType, resolution, project }: DemoTicket, random: Random): DemoOwnFields {
  const isTrouble = /incident|bug/i.test(issueType.name);
  if (project.kind !== 'software' || !isTrouble) return { impact: null, rootCause: null };
  return {
    impact: random.chance(0.7) ? random.pick(impacts) : null,
    rootCause: resolution?.name === 'Fixed' && random.chance(0.5) ? random.pick(causes) : null,
  };
}

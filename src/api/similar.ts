import { z } from 'zod';
import { EVIDENCE_KINDS, LIKELIHOODS, LINK_KINDS } from '../knowledge/choices.ts';
import { time } from './shapes.ts';
import { ticketHead } from './tickets.ts';

const probability = z
  .number()
  .describe('How probably the two are duplicates: of pairs with 0.8, about 8 of 10 are.');

const proposal = {
  probability,
  likelihood: z.enum(LIKELIHOODS).describe('The probability in a word.'),
  similarity: z.number().describe('How near the tickets are: what proposals are found by.'),
  evidence: z
    .array(
      z.object({
        kind: z.enum(EVIDENCE_KINDS),
        speaks: z.enum(['for', 'against']),
        text: z.string().describe('For people.'),
        terms: z.array(z.string()).describe('What the tickets have in common, as it stands in the first.'),
      }),
    )
    .describe('What speaks for and against the two being duplicates, weightiest first.'),
};

const calibration = z.object({
  origin: z.enum(['shipped', 'own']).describe("Learned on other trackers, or on this installation's links."),
  embedder: z.string().describe('The embedder that the probabilities were learned with.'),
  fits: z
    .boolean()
    .describe('Whether the index is of that embedder; if not, probabilities are estimates to go by.'),
});

export const similarQuery = z.object({ limit: z.coerce.number().int().min(1).max(20).default(5) });

export const similarAnswer = z.object({
  ticket: ticketHead,
  indexed: z.boolean().describe('False while the ticket waits for the index: nothing can be said yet.'),
  similar: z.array(ticketHead.extend(proposal)).describe('Not linked with it yet, most probable first.'),
  linked: z
    .array(
      ticketHead.extend({
        relation: z.string().describe('Read from the ticket asked about to this one.'),
        kind: z.enum(LINK_KINDS),
      }),
    )
    .describe('Linked with it already: duplicates are confirmed, others are none.'),
  calibration,
});

export const triageQuery = z.object({
  since: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('Tickets that were created since; thirty days ago where it is left out.'),
  minProbability: z.coerce.number().min(0).max(1).default(0.2),
  limit: z.coerce.number().int().min(1).max(200).default(20),
});

export const triageAnswer = z.object({
  since: time,
  created: z.number().describe('Tickets that were created since.'),
  examined: z.number().describe('Of these, the newest were compared with all earlier ones.'),
  proposals: z
    .array(z.object({ ticket: ticketHead, original: ticketHead, ...proposal }))
    .describe('Most probable first.'),
  calibration,
});

export const calibrationRequest = z.strictObject({
  action: z
    .enum(['learn', 'reset'])
    .default('learn')
    .describe("Learn from this installation's own duplicate links, or return to the shipped calibration."),
});

const reliability = z.object({
  pairs: z.number().describe('Pairs that people would get to see, most of them no duplicates.'),
  duplicates: z.number(),
  bins: z.array(
    z.object({
      from: z.number(),
      to: z.number(),
      pairs: z.number(),
      predicted: z.number().nullable().describe('Mean of the probabilities given.'),
      observed: z.number().nullable().describe('Share that are known duplicates.'),
    }),
  ),
  expectedCalibrationError: z.number(),
  brier: z.number(),
  logLoss: z.number(),
  auc: z.number(),
  thresholds: z.array(
    z.object({
      threshold: z.number(),
      proposed: z.number(),
      precision: z.number().nullable(),
      recall: z.number(),
    }),
  ),
});
const beforeAndAfter = z.object({
  before: reliability.describe('By the shipped calibration.'),
  after: reliability.describe('By what was learned, each pair by a model that has not seen its tickets.'),
});

const signalWeights = z.object({
  meaning: z.number().describe('Of meaning, beside words: together they make 1.'),
  summaryMeaning: z.number().describe('Of nearness to the summary, beside nearness to the best passage.'),
  timeApart: z
    .number()
    .describe('What a ticket loses with every factor e between the days that they lie apart.'),
  later: z.number().describe('What it loses where it was reported after the one that it is compared with.'),
  otherProject: z.number().describe('What it loses where it is of another project.'),
});
const finding = z.object({ recallAt10: z.number(), mrrAt10: z.number() });

export const calibrationAnswer = z.object({
  outcome: z
    .object({
      applied: z.boolean().describe('Whether it is better than the shipped one, and used from now on.'),
      knownPairs: z.number(),
      neededPairs: z.number(),
      tickets: z.number().describe('Tickets that were compared with their nearest.'),
      compared: beforeAndAfter.describe('All pairs that were compared: their log loss decides.'),
      page: beforeAndAfter.describe("The five most probable beside each ticket, as on a ticket's page."),
      triage: beforeAndAfter.describe('The most probable earlier ticket, as in triage.'),
      weights: z
        .object({
          weights: signalWeights,
          queries: z.number().describe('Tickets with known duplicates that were searched for.'),
          before: finding.describe('With the shipped weights.'),
          after: finding.describe('Each by weights that were learned without it.'),
          better: z.boolean().describe('Whether that is beyond chance, and they are used from now on.'),
        })
        .describe('What signals count for in every search, learned by how well known duplicates are found.'),
    })
    .nullable()
    .describe('Null after a reset.'),
});

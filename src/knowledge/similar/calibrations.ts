import { z } from 'zod';
import { type Asker, CasebookError, nameAt, siteOfTicket } from '../../domain/index.ts';
import { type Database, forgetFact, keepFact, readFact } from '../../platform/database/index.ts';
import { WEIGHTS } from '../index/weights.ts';
import { linkedHeads, linksOfAll, type TicketLinks } from '../tickets.ts';
import type { Calibration } from './calibration.ts';
import { FEATURES } from './features.ts';
import { groupsFrom, knownDuplicates } from './known-duplicates.ts';
import {
  crossValidated,
  IN_TRIAGE,
  judgeWith,
  learnModel,
  ON_THE_PAGE,
  PULL,
  reliabilityOfAll,
  reliabilityOfShown,
} from './learn.ts';
import { type LearnedWeights, learnWeights } from './learn-weights.ts';
import { connectionBetween, linkKind } from './links.ts';
import { type ObservedPair, observePairs, sampleTickets, weighedQueries } from './observe.ts';
import type { Reliability } from './reliability.ts';
import { shippedCalibration } from './shipped.ts';
import { comparing, type SimilarTarget } from './similar.ts';

/** The installation's own calibration, in the facts of the installation. */
const NAME = 'similar-calibration';

const kept = z.object({
  embedder: z.string(),
  features: z.array(z.string()),
  intercept: z.number(),
  weights: z.array(z.number()),
  typical: z.array(z.number()),
  origin: z.enum(['shipped', 'own']).default('own'),
  signals: z
    .object({
      meaning: z.number(),
      summaryMeaning: z.number(),
      timeApart: z.number(),
      // Not in what was learned before these were.
      later: z.number().default(WEIGHTS.later),
      otherProject: z.number().default(WEIGHTS.otherProject),
    })
    .default(shippedCalibration.signals),
});

/**
 * The calibration for an index: the installation's own where it has one for this embedder and the features of today,
 * else the shipped one.
 */
export async function readCalibration(database: Database, embedder: string): Promise<Calibration> {
  const own = await readOwn(database, embedder);
  return own?.isOfToday ? own.calibration : shippedCalibration;
}

/** Whether the installation learned one, with another embedder or other features than today's. */
export async function isOutdated(database: Database, embedder: string): Promise<boolean> {
  return (await readOwn(database, embedder))?.isOfToday === false;
}

async function readOwn(
  database: Database,
  embedder: string,
): Promise<{ readonly calibration: Calibration; readonly isOfToday: boolean } | null> {
  const text = await readFact(database, NAME);
  if (text === null) return null;
  const { features, ...calibration } = kept.parse(JSON.parse(text));
  const isOfToday = features.join() === FEATURES.join() && calibration.embedder === embedder;
  return { calibration, isOfToday };
}

export async function resetCalibration(database: Database): Promise<void> {
  await forgetFact(database, NAME);
}

export interface CalibrationRequest {
  readonly asker: Asker;
  /** Gives it up between two tickets. */
  readonly signal?: AbortSignal | undefined;
}

/** What was learned from the installation's own links, and whether it is used from now on. */
export interface CalibrationOutcome {
  readonly applied: boolean;
  readonly knownPairs: number;
  readonly neededPairs: number;
  /** Tickets that were compared with their nearest. */
  readonly tickets: number;
  /** Over all pairs that were compared: what decides, since both are asked about the same. */
  readonly compared: BeforeAndAfter;
  /** What people would get to see; each calibration chooses for itself what that is. */
  readonly page: BeforeAndAfter;
  readonly triage: BeforeAndAfter;
  /** What signals count for, and how well known duplicates are found with it; used from now on where it is better. */
  readonly weights: LearnedWeights;
}

/** By the shipped calibration, and by what was learned without the tickets that it is asked about. */
interface BeforeAndAfter {
  readonly before: Reliability;
  readonly after: Reliability;
}

/** Each is searched for with 15 weights. */
const MOST_WEIGHED = 300;

/** With fewer the cross-validated figures say more about chance than about the calibration. */
const NEEDED_PAIRS = 50;
const MOST_OF_EACH = 1000;
const SEED = 1;

/**
 * Learns the calibration anew from the duplicates that people have linked, cross-validated: first what signals count for,
 * kept where known duplicates are found better than with the shipped weights and beyond chance; with what is kept of
 * that, how probable duplicates are, kept where it gives what turned out more probability, by log loss.
 *
 * @throws CasebookError `too-few-duplicates`; the signal's reason, and nothing was changed.
 */
export async function calibrate(
  target: SimilarTarget,
  { asker, signal }: CalibrationRequest,
): Promise<CalibrationOutcome> {
  const { database, active } = target;
  const tickets = await linksOfAll(database, asker);
  const groups = groupsFrom(duplicateLinks(tickets));
  const knownPairs = pairsIn(groups);
  if (knownPairs < NEEDED_PAIRS)
    throw new CasebookError(
      'too-few-duplicates',
      `There are ${knownPairs}, and ${NEEDED_PAIRS} are needed; the calibration in use stays.`,
    );
  const known = knownDuplicates(groups, (a, b) => connectionBetween(a, b) !== null);
  const drawn = sampleTickets(tickets, known, { mostOfEach: MOST_OF_EACH, seed: SEED });
  const heads = await linkedHeads(
    database,
    asker,
    'id',
    drawn.map(({ ticket }) => ticket.id),
  );
  const sampled = drawn.flatMap(({ ticket: { id }, weight }) => {
    const ticket = heads.get(id);
    return ticket ? [{ ticket, weight }] : [];
  });
  const shipped = { ...target, calibration: shippedCalibration };
  const having = sampled.map(({ ticket }) => ticket).filter(({ id }) => known.groupOf(id) !== null);
  const queries = weighedQueries(comparing(shipped), {
    asker,
    tickets: having.slice(0, MOST_WEIGHED),
    known,
  });
  const weights = await learnWeights(queries, { signal });
  const signals = weights.better ? weights.weights : shippedCalibration.signals;
  const weighed = comparing({ ...target, calibration: { ...shippedCalibration, signals } });
  const pairs = await observePairs(weighed, { asker, sampled, known, signal });
  const before = judgeWith(shippedCalibration);
  const said = crossValidated(pairs, (training) => judgeWith(learnModel(training, shippedCalibration, PULL)));
  const after = (pair: ObservedPair) => said.get(pair) as number;
  const both = (measure: (judge: (pair: ObservedPair) => number) => Reliability): BeforeAndAfter => ({
    before: measure(before),
    after: measure(after),
  });
  const compared = both((judge) => reliabilityOfAll(pairs, judge));
  const page = both((judge) => reliabilityOfShown(pairs, judge, ON_THE_PAGE));
  const triage = both((judge) => reliabilityOfShown(pairs, judge, IN_TRIAGE));
  const applied = compared.after.logLoss < compared.before.logLoss;
  if (applied || weights.better) {
    const model = applied ? learnModel(pairs, shippedCalibration, PULL) : shippedCalibration;
    const { intercept, weights: ofFeatures, typical } = model;
    const own: z.input<typeof kept> = {
      origin: applied ? 'own' : 'shipped',
      embedder: active.generation.embedder,
      features: [...FEATURES],
      intercept,
      weights: [...ofFeatures],
      typical: [...typical],
      signals,
    };
    await keepFact(database, NAME, JSON.stringify(own));
  } else if (await isOutdated(database, active.generation.embedder)) await resetCalibration(database);
  const counts = { knownPairs, neededPairs: NEEDED_PAIRS, tickets: sampled.length };
  return { applied, ...counts, compared, page, triage, weights };
}

/** Both ends must be here, and at one site: of what is elsewhere nothing can be learned. */
function duplicateLinks(tickets: readonly TicketLinks[]): [string, string][] {
  const ids = new Map(tickets.map(({ key, id }) => [nameAt(siteOfTicket(id), key), id]));
  return tickets.flatMap(({ id, links }) =>
    links.flatMap((link): [string, string][] => {
      const other = ids.get(nameAt(siteOfTicket(id), link.key));
      return other !== undefined && linkKind(link) === 'duplicate' ? [[id, other]] : [];
    }),
  );
}

function pairsIn(groups: ReadonlyMap<string, string>): number {
  const sizes = [...Map.groupBy(groups.values(), (group) => group).values()].map(({ length }) => length);
  return sizes.reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
}

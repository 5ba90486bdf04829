import type { Random } from '../random.ts';
import type { ProjectKey } from './model.ts';

/** Who writes a ticket about a root cause, and so in which words. */
export type Persona = 'customer' | 'agent' | 'engineer' | 'bot';

/** What one persona says about a root cause. All texts are templates in the company's markup. */
export interface Voice {
  readonly titles: readonly string[];
  readonly reports: readonly string[];
}

/** Values that one case of a scenario draws from: a list of templates, or a function of the case's randomness. */
export type Slot = readonly string[] | ((random: Random) => string);

/**
 * One root cause that a company meets again and again, told from every side: how it looks to the people who report
 * it, what the evidence is, how it gets diagnosed, what it was, and what was done. Cases of it differ in their
 * slots (services, numbers, customers), in the persona who writes, in the drawn sentences and in how the thread goes.
 */
export interface Scenario {
  readonly id: string;
  /** The software project whose team owns the cause; ITH and SUP for pure service routines. */
  readonly home: ProjectKey;
  /** Where the `customer` persona writes; colleagues are the IT helpdesk's customers. */
  readonly desk: 'SUP' | 'ITH';
  readonly component: string;
  readonly deskComponent: string;
  readonly requestType: string;
  readonly service: string;
  readonly kind: 'incident' | 'bug' | 'task' | 'request' | 'question';
  /** How common it is, 1 being usual. */
  readonly weight?: number;
  readonly urgency?: 'low' | 'normal' | 'high';
  readonly labels: readonly string[];
  readonly slots?: Readonly<Record<string, Slot>>;
  readonly environment?: readonly string[];
  readonly voices: Readonly<Partial<Record<Persona, Voice>>>;
  /** Traces, logs, SQL, configuration: fenced code, with or without a sentence before it. */
  readonly evidence?: readonly string[];
  /** Steps of the diagnosis, in the order in which somebody would find them. */
  readonly findings: readonly string[];
  readonly cause: readonly string[];
  readonly fix: readonly string[];
  readonly workaround?: readonly string[];
  /** A fix that does not help. */
  readonly wrongTurn?: readonly string[];
  /** The same explanation in words for the customer. */
  readonly reply?: readonly string[];
  /** What the customer, or whoever watched it, says when it works again. */
  readonly confirm?: readonly string[];
  /** What only the team may read. */
  readonly internal?: readonly string[];
}

/** A slot holding a whole number from `from` to `to`. */
export const between =
  (from: number, to: number): Slot =>
  (random) =>
    String(random.int(from, to));

/** A slot holding a whole number with thousands separators. */
export const amount =
  (from: number, to: number): Slot =>
  (random) =>
    random.int(from, to).toLocaleString('en-US');

/** A slot holding a number with `digits` decimals. */
export const decimal =
  (from: number, to: number, digits = 1): Slot =>
  (random) =>
    (from + random.next() * (to - from)).toFixed(digits);

/** A fenced block of code in the company's markup. */
export const code = (language: string, ...lines: readonly string[]): string =>
  ['```'.concat(language), ...lines, '```'].join('\n');

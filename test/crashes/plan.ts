/** The environment variable with what a victim is started with, as JSON: its threads read it too. */
export const PLAN_VARIABLE = 'CASEBOOK_CRASH_PLAN';

/** What a victim is started with. */
export interface VictimPlan {
  readonly folder: string;
  readonly task: Task;
  /** JSON lines of issues that the demo Jira does not have. */
  readonly file: string;
  /** Issues of the demo Jira that it sends webhooks about, by their ids. */
  readonly told: readonly string[];
  /** The demo Jira of the one who kills, which outlives the victims. */
  readonly jira: { readonly baseUrl: string; readonly email: string; readonly apiToken: string };
  /** Names the sites beside that one, where there are any. */
  readonly sitesFile?: string;
  /** Where it kills itself; null where it is left alone or killed from outside. */
  readonly death: Death | null;
  /** The name of a bug in `planted.ts` that it is to have; null for the product as it is. */
  readonly bug: string | null;
}

/**
 * `rewrite`: a ticket of the file is erased, and the lake compacted. `serve`: the sync, the import and searches at
 * once, over the network; what was erased comes in again with the import. `verify`: all is compared with Jira, and what
 * was deleted there goes. `adapt`: the search model learns from the tickets, and an index is made with it; `back`: the
 * model that ships is used again. `told`: Jira sends webhooks, beside a sync; what was answered is fetched, whoever dies.
 */
export const TASKS = [
  'sync',
  'import',
  'rewrite',
  'rebuild',
  'verify',
  'serve',
  'adapt',
  'back',
  'told',
] as const;
export type Task = (typeof TASKS)[number];

/**
 * The steps at which a victim can die. `append`: bytes go to a file; `flush`: they are forced to the disk; `file`: one
 * is made, renamed, cut or removed; `commit`: an SQL transaction ends; `row`: any other SQL statement that writes;
 * `message`: a thread says how far it is, or what it made.
 */
export const STEPS = ['append', 'flush', 'file', 'commit', 'row', 'message'] as const;
export type Step = (typeof STEPS)[number];

export interface Death {
  readonly step: Step;
  /** At its how-manieth, from 1. */
  readonly at: number;
  /**
   * `torn`: as in a power cut, bytes that were not flushed are there in part, or as zeros. Elsewhere than at an
   * `append` or a `flush` it is `before`.
   */
  readonly when: 'before' | 'after' | 'torn';
  /** 0 to 1: how much of torn bytes is there. */
  readonly kept: number;
  /** Whether what is not there of them is zeros, or the file is shorter. */
  readonly zeros: boolean;
}

/** What a victim prints when it was left to finish. */
export interface VictimReport {
  readonly steps: Readonly<Record<Step, number>>;
  /** Whether in the end a model of its own tickets is in use. */
  readonly isAdapted: boolean;
}

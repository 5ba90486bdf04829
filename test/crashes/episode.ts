import { existsSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { type DemoCompany, demoCredentials, generateCompany, startDemoJira } from '../../src/demo/index.ts';
import { createRandom, type Random } from '../../src/demo/random.ts';
import { comment, issue } from '../support/issue.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';
import { differences, outcomeOf } from './outcome.ts';
import { TASKS, type Task, type VictimPlan, type VictimReport } from './plan.ts';
import { type End, planDeath, runVictim } from './victim-process.ts';
import type { VictimPrograms } from './victim-programs.ts';

/** A folder's life: victims are killed on it one after the other, then one is left to finish. */
export interface EpisodeOptions {
  /** What victims run; the sources as they lie where nothing is said. */
  readonly programs?: VictimPrograms;
  /** The same seed plans the same deaths; where a timed one hits is the machine's. */
  readonly seed: number;
  readonly kills: number;
  /** What the victims are at when they die; all tasks where nothing is said. */
  readonly tasks?: readonly Task[];
  /** Where they die, as a number of steps from the first; where nothing is said anywhere, and by the clock too. */
  readonly within?: Partial<VictimReport['steps']> | null;
  /** What is done before, undisturbed; nothing where nothing is said: a new folder has the most to write. */
  readonly before?: Task | undefined;
  readonly bug?: string;
}

export interface EpisodeReport {
  /** Victims that died; fewer than asked for where something was wrong before. */
  readonly kills: number;
  /** What was wrong, in words; null where nothing was. */
  readonly failure: string | null;
}

/** Runs a victim of this plan. @param killAfter milliseconds after which it is killed from outside; null: never. */
type Live = (plan: VictimPlan, killAfter?: number | null) => Promise<End>;

/** Of what comes in, most of a victim's life is spent on the number of tickets; where it can die, on the number of pages. */
const TICKETS = 120;
const PER_PAGE = 40;
const FILE_ISSUES = 60;
/** Of ten deaths, how many come from outside, at any moment. */
const TIMED = 0.3;
/** What the log says where a model that was chosen is not there whole: search goes on, and the adaptation is lost. */
const LOST = 'the adapted model is missing or damaged';

export async function runEpisode({
  programs,
  seed,
  kills,
  tasks = TASKS,
  within = null,
  before,
  bug,
}: EpisodeOptions): Promise<EpisodeReport> {
  await using cleanup = new AsyncDisposableStack();
  const random = createRandom(seed);
  const company = generateCompany({ tickets: TICKETS, seed });
  const alone = ticketsAlone(company);
  for (const key of alone.splice(0, 3)) {
    company.breakTicket(key, (issue) => {
      if (issue.fields) issue.fields.summary = null;
    });
  }
  const jira = await startDemoJira({ company, mostPerPage: PER_PAGE });
  cleanup.defer(() => jira.close());
  const place = makeTemporaryFolder();
  cleanup.defer(() => place.remove());
  const plan: VictimPlan = {
    folder: join(place.path, 'disturbed'),
    task: 'serve',
    file: join(place.path, 'issues.jsonl'),
    told: company.tickets.slice(0, 40).map(({ id }) => id),
    jira: { baseUrl: jira.url, ...demoCredentials },
    death: null,
    bug: bug ?? null,
  };
  writeFileSync(plan.file, issueLines());
  const live: Live = async (each, killAfter = null) =>
    runVictim(each, killAfter, await programs?.of(each.bug));

  // Where a victim can die: a folder that has nearly everything gives its next victim less to do than an empty one.
  const lives = await undisturbedLives(live, plan, place.path, tasks);
  if (before) {
    const { report, said } = await live({ ...plan, task: before });
    if (!report) return { kills: 0, failure: `${before}, before all: ${said}` };
  }

  let died = 0;
  for (let victim = 1; died < kills; victim += 1) {
    const task = random.pick(tasks);
    const { report, milliseconds } = lives.get(task) as Life;
    const timed = !within && random.chance(TIMED);
    const death = timed ? null : planDeath(random, report.steps, within);
    const end = await live({ ...plan, task, death }, timed ? random.next() * milliseconds : null);
    const manner = `in ${task}, ${death ? JSON.stringify(death) : 'by the clock'}`;
    if (end.said.includes(LOST)) return { kills: died, failure: `victim ${victim}, ${manner}: ${end.said}` };
    if (end.killed) died += 1;
    else if (end.report) lives.set(task, { report: end.report, milliseconds: end.milliseconds });
    else return { kills: died, failure: `victim ${victim}, to die ${manner}: ${end.said}` };
    if (random.chance(0.4)) change(company, alone, random);
  }
  const failure = await halfDone(live, plan, place.path);
  return { kills: died, failure };
}

/** What of a folder is not as victims that were never disturbed would leave it, in words; null where nothing is. */
async function halfDone(live: Live, plan: VictimPlan, place: string): Promise<string | null> {
  const leftAlone = (task: Task, folder = plan.folder) => live({ ...plan, task, folder, death: null });
  const ended = await leftAlone('serve');
  if (!ended.report || ended.said.includes(LOST)) return `the last, left to finish: ${ended.said}`;

  if (ended.report.isAdapted) {
    // Its index is whole where one that is made anew with the same model is the same. In a copy: the index before, to
    // which the way back leads, must be whole too.
    const copy = join(place, 'copy');
    await cp(plan.folder, copy, { recursive: true });
    const adapted = await outcomeOf(plan.folder);
    const rebuilt = await leftAlone('rebuild', copy);
    if (!rebuilt.report) return `adapted, rebuild: ${rebuilt.said}`;
    const found = differences(adapted, await outcomeOf(copy));
    if (found.length > 0) return ['adapted, against a rebuild:', ...found].join('\n');
    const back = await leftAlone('back');
    if (!back.report) return `adapted, back: ${back.said}`;
  }
  const folder = join(place, 'undisturbed');
  const undisturbed = await live({ ...plan, folder, death: null, bug: null });
  if (!undisturbed.report) return `undisturbed, at the end: ${undisturbed.said}`;
  const expected = await outcomeOf(folder);
  // A comparison with Jira would fetch what was lost: before it, what was deleted meanwhile is all that may differ.
  const lost = differences(await outcomeOf(plan.folder), expected, true);
  if (lost.length > 0) return lost.join('\n');
  const compared = await leftAlone('verify');
  if (!compared.report) return `compared at the end: ${compared.said}`;
  const found = differences(await outcomeOf(plan.folder), expected);
  return found.length > 0 ? found.join('\n') : null;
}

/** A task that nobody disturbed. */
interface Life {
  readonly report: VictimReport;
  readonly milliseconds: number;
}

/** Some tasks need what another one brought. */
const AFTER: Partial<Record<Task, Task>> = {
  rewrite: 'import',
  rebuild: 'sync',
  verify: 'sync',
  adapt: 'serve',
  back: 'serve',
};

const known = new Map<Task, Life>();

/** What tasks do when nobody disturbs them, to know where others can die. Asked once: companies differ little. */
async function undisturbedLives(
  live: Live,
  plan: VictimPlan,
  place: string,
  tasks: readonly Task[],
): Promise<Map<Task, Life>> {
  const folderOf = (task: Task) => join(place, `undisturbed-${AFTER[task] ?? task}`);
  const run = async (task: Task, folder: string) => {
    const { report, milliseconds, said } = await live({ ...plan, folder, task, bug: null });
    if (!report) throw new Error(`${task}, undisturbed: ${said}`);
    if (task === 'adapt' && !report.isAdapted) throw new Error('a company of which nothing is learnt');
    return { report, milliseconds };
  };
  for (const task of TASKS.filter((each) => tasks.includes(each) && !known.has(each))) {
    const first = AFTER[task];
    if (first && !existsSync(folderOf(task))) await run(first, folderOf(task));
    known.set(task, await run(task, folderOf(task)));
  }
  return new Map(known);
}

/** A file of issues beside those of the demo Jira, some of them broken: one without a summary, one cut off. */
function issueLines(): string {
  const bodies = Array.from({ length: FILE_ISSUES }, (_, i) => {
    const comments = [comment(i * 2, `First of ${i}`), comment(i * 2 + 1, `Second of ${i}`)];
    const fields = i % 40 === 7 ? { summary: '' } : { comment: { comments, total: 2 } };
    return JSON.stringify(issue(900_000 + i, fields, { key: `FILE-${i}` }));
  });
  return [...bodies, bodies[0]?.slice(0, 100)].join('\n');
}

/**
 * The tickets that no other one shows. One that links to another shows its summary, and Jira does not call it changed
 * when that changes: who reads it once and who reads it twice then see two states of it.
 */
function ticketsAlone({ tickets }: DemoCompany): string[] {
  const shown = new Set(
    tickets.flatMap(({ links, parentKey }) => [...links.map((link) => link.otherKey), parentKey]),
  );
  return tickets.map(({ key }) => key).filter((key) => !shown.has(key));
}

/** What may happen in Jira between two starts. */
function change(company: DemoCompany, keys: readonly string[], random: Random): void {
  const at = new Date(company.now.getTime() + 60_000);
  const there = keys.filter((key) => company.ticket(key));
  for (const key of random.sample(there, random.int(1, 20))) {
    if (random.chance(0.1)) company.deleteTicket(key, at);
    else if (random.chance(0.5)) company.editTicket(key, { summary: `Again: ${random.hex(8)}` }, at);
    else company.addComment(key, { text: `Seen again as ${random.hex(8)}.` }, at);
  }
}

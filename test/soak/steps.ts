import type { DemoTicket } from '../../src/demo/company/model.ts';
import type { FaultRule } from '../../src/demo/index.ts';
import type { Random } from '../../src/demo/random.ts';
import type { Task } from '../crashes/plan.ts';
import { planDeath, runVictim } from '../crashes/victim-process.ts';
import { accessSteps } from './access-steps.ts';
import { changes, happen } from './changes.ts';
import { type Findings, gaps, inequalities } from './checks.ts';
import { asStored } from './equality.ts';
import { wronglyShown } from './sight.ts';
import type { Soak, Step } from './step.ts';
import { noteTaken, quiet, untaken, webhookSteps } from './webhook-steps.ts';
import { LONGEST_LAG_MS, MADE_UP_WORD } from './world.ts';

const MINUTE = 60_000;

/** What a run may fail with where Jira does what it is told to. */
const EXCUSED = ['jira-unavailable', 'jira-circuit-open', 'jira-answer-invalid'];

/** Reads from Jira, some of it while things go on happening there. */
async function reading(soak: Soak, random: Random, request: Readonly<Record<string, unknown>>) {
  const { world, product } = soak;
  const said = expectChanges(soak, random);
  const bound = world.bound();
  const run = await product.sync(request);
  world.meanwhile.length = 0;
  return { said, bound, run, findings: excuse(soak, run) };
}

function excuse(
  { faulty }: Soak,
  run: { state: string; error: { code: string; detail: string } | null },
): Findings {
  if (run.state === 'succeeded' || (faulty && EXCUSED.includes(run.error?.code ?? ''))) return [];
  if (run.error?.code === 'removals-refused') return [];
  return [`a run ended as ${run.state}: ${JSON.stringify(run.error)}`];
}

/** Now and then has things happen between the requests of what follows. */
function expectChanges({ world }: Soak, random: Random): string {
  if (random.chance(0.5)) return '';
  const count = random.int(1, 5);
  const happened: string[] = [];
  for (let i = 0; i < count; i += 1) {
    const own = random.fork(i);
    world.meanwhile.push({ requests: random.int(1, 30), happen: () => happened.push(happen(world, own)) });
  }
  return `, ${count} changes meanwhile`;
}

/** What was not delivered has been noted, and is not asked for again but by a comparison. */
function forgive({ world }: Soak): void {
  for (const id of world.undeliverable) {
    const ticket = world.company.ticket(id);
    if (ticket) world.unannounced.set(id, ticket.updated);
  }
}

async function incremental(soak: Soak, random: Random) {
  const { said, bound, run, findings } = await reading(soak, random, {});
  if (run.state !== 'succeeded') return { said: `${run.error?.code}${said}`, findings };
  forgive(soak);
  for (const id of soak.world.undeliverable) bound.delete(id);
  return {
    said: `${run.received} read${said}`,
    findings: [...findings, ...(await gaps(soak.world, soak.product, bound))],
  };
}

async function compared(soak: Soak, random: Random) {
  const { world, product } = soak;
  const said = expectChanges(soak, random);
  const quiet = said === '';
  const bound = world.bound();
  const all = new Set(world.company.tickets.map(({ id }) => id));
  const unannounced = [...world.unannounced];
  const { run } = await product.verify({ acceptRemovals: true });
  world.meanwhile.length = 0;
  const findings = excuse(soak, run);
  if (run.state !== 'succeeded') return { said: `${run.error?.code}${said}`, findings };
  // Shown again: the list had it. Those that Jira still fails to give stay away.
  const listed = new Map(
    unannounced.filter(
      ([id, updated]) =>
        updated <= world.now() - world.lagMs && world.company.ticket(id)?.updated === updated,
    ),
  );
  for (const [id, updated] of listed) {
    const ticket = world.company.ticket(id) as DemoTicket;
    if (world.undeliverable.has(id) || world.isBroken(ticket) || !quiet) continue;
    world.unannounced.delete(id);
    bound.set(id, updated);
  }
  forgive(soak);
  for (const id of world.undeliverable) bound.delete(id);
  findings.push(...(await gaps(world, product, bound)));
  const stored = await product.read(asStored);
  for (const id of stored.keys())
    if (!all.has(id) && !world.company.ticket(id))
      findings.push(`ticket ${id} was not at Jira, and is still here`);
  return { said: `${run.received} read${said}`, findings };
}

const kinds: readonly FaultRule['fault'][] = [
  { kind: 'refusal', status: 429, wait: { seconds: 1, form: 'seconds' } },
  { kind: 'refusal', status: 429, wait: { seconds: 1, form: 'date' } },
  { kind: 'refusal', status: 429, wait: { seconds: 0.2, form: 'reset' } },
  { kind: 'refusal', status: 429 },
  { kind: 'refusal', status: 500 },
  { kind: 'refusal', status: 502 },
  { kind: 'refusal', status: 503, wait: { seconds: 1, form: 'seconds' } },
  { kind: 'refusal', status: 504 },
  { kind: 'slow', overMs: 300, pieces: 5 },
  { kind: 'drop', when: 'before-head' },
  { kind: 'drop', when: 'in-body' },
  { kind: 'truncated', contentLength: 'right' },
  { kind: 'truncated', contentLength: 'wrong' },
  { kind: 'page' },
];

/** What a victim does at most where nobody disturbs it, roughly: a death may come too late, and then there is none. */
const LIFE = { append: 6, flush: 12, file: 6, commit: 60, row: 200, message: 2 };
const DEADLY: readonly Task[] = ['sync', 'sync', 'verify', 'rewrite', 'rebuild'];

async function killed(soak: Soak, random: Random) {
  const { world, product, webhooks, victim } = soak;
  const task = random.pick(DEADLY);
  const death = random.chance(0.7) ? planDeath(random, LIFE) : null;
  world.jira.faults.set([]);
  // What is told now, the victim finds waiting.
  if (random.chance(0.5)) webhooks.send((kept) => ({ now: kept, later: [] }));
  let said = '';
  await product.restart(async () => {
    const end = await runVictim({ ...victim, task, death }, death ? null : random.int(500, 2500));
    said = `${task}: ${end.killed ? 'killed' : end.report ? 'came to its end' : end.said.slice(0, 300)}, ${JSON.stringify(death)}`;
  });
  return { said, findings: soak.faulty ? [] : await untaken(soak) };
}

/** What the product does and is done to, beside what happens at Jira. */
export const steps: Readonly<Record<string, Step>> = {
  ...Object.fromEntries(
    Object.entries(changes).map(([name, change]): [string, Step] => [
      name,
      { weight: change.weight, run: async ({ world }, random) => ({ said: change.happen(world, random) }) },
    ]),
  ),
  ...webhookSteps,
  ...accessSteps,
  'let time pass': {
    weight: 12,
    async run({ world }, random) {
      const by = random.pick([1, 999, 20_000, 3 * MINUTE, 11 * MINUTE, 31 * MINUTE]);
      world.pass(by);
      return { said: `${by} ms` };
    },
  },
  // Where a checkpoint a moment too far, or a comparison on the wrong side of a moment, loses a change.
  'wait for the index': {
    weight: 8,
    async run({ world }, random) {
      const due = world.company.tickets
        .map(({ updated }) => updated + world.lagMs - world.now())
        .filter((ms) => ms > 1);
      if (due.length === 0) return { said: 'nothing is on its way' };
      const by = random.pick(due) - (random.chance(0.7) ? 1 : 0);
      world.pass(by);
      return { said: `${by} ms` };
    },
  },
  'set the clocks': {
    weight: 2,
    async run({ world }, random) {
      world.skewMs = random.pick([-10 * MINUTE, random.int(-10, 10) * MINUTE, 0, 10 * MINUTE]);
      world.timeZone = random.pick(['UTC', 'Pacific/Kiritimati', 'America/St_Johns', 'Asia/Kolkata']);
      return { said: `${world.skewMs / MINUTE} minutes ahead, ${world.timeZone}` };
    },
  },
  'let the index trail': {
    weight: 3,
    async run({ world }, random) {
      world.lagMs = random.pick([0, 10 * MINUTE, LONGEST_LAG_MS, LONGEST_LAG_MS]);
      return { said: `${world.lagMs / MINUTE} minutes` };
    },
  },
  'faults on': {
    weight: 3,
    async run(soak, random) {
      const rules = random.sample(kinds, random.int(1, 4)).map(
        (fault): FaultRule => ({
          fault,
          share: random.pick([0.05, 0.2, 0.6]),
          seed: random.int(1, 1_000_000),
          ...(random.chance(0.5)
            ? { match: random.pick(['bulkfetch', 'search', 'serverInfo', '/comment']) }
            : {}),
        }),
      );
      soak.world.jira.faults.set(rules);
      soak.faulty = true;
      return { said: JSON.stringify(rules) };
    },
  },
  'faults off': {
    weight: 4,
    async run(soak) {
      const wasFaulty = soak.faulty;
      recover(soak);
      return { said: '', findings: wasFaulty ? await untaken(soak) : [] };
    },
  },
  'give some no more': {
    weight: 1,
    async run(soak, random) {
      const { world, owed } = soak;
      noteTaken(soak);
      for (const { id } of random.sample(world.company.tickets, 3)) {
        world.undeliverable.add(id);
        owed.delete(id);
      }
      return { said: [...world.undeliverable].join(' ') };
    },
  },
  sync: { weight: 22, run: incremental },
  'sync everything': {
    weight: 2,
    async run(soak, random) {
      const { said, bound, run, findings } = await reading(soak, random, { full: true });
      if (run.state !== 'succeeded') return { said: `${run.error?.code}${said}`, findings };
      forgive(soak);
      for (const id of soak.world.undeliverable) bound.delete(id);
      return { said, findings: [...findings, ...(await gaps(soak.world, soak.product, bound))] };
    },
  },
  'sync some': {
    weight: 2,
    async run(soak, random) {
      const request = random.chance(0.5) ? { maxIssues: random.int(1, 30) } : { statusCategory: 'Done' };
      const { said, run, findings } = await reading(soak, random, request);
      if (run.state === 'succeeded') forgive(soak);
      return { said: `${JSON.stringify(request)}${said}`, findings };
    },
  },
  verify: { weight: 3, run: compared },
  'only look': {
    weight: 1,
    async run(soak) {
      if (!(await quiet(soak))) return { said: 'while webhooks are on their way' };
      const before = await soak.product.read(asStored);
      const { run } = await soak.product.verify({ dryRun: true });
      const after = await soak.product.read(asStored);
      const same = JSON.stringify([...before]) === JSON.stringify([...after]);
      return {
        said: run.state,
        findings: [...excuse(soak, run), ...(same ? [] : ['only looking changed tickets'])],
      };
    },
  },
  restart: {
    weight: 1,
    async run({ product }) {
      await product.restart();
      return { said: '' };
    },
  },
  compact: {
    weight: 1,
    async run({ product }) {
      return { said: JSON.stringify(await product.api.post('/api/lake/compactions', { keepDays: 0 })) };
    },
  },
  'try dead letters again': {
    weight: 1,
    async run({ product }, random) {
      const way = random.pick(['redrive', 'redrive', 'discard']);
      return {
        said: `${way}: ${JSON.stringify(await product.api.post(`/api/dead-letters/${way}`, { all: true }))}`,
      };
    },
  },
  export: {
    weight: 2,
    async run({ world, exports }, random) {
      const whole = world.company.tickets.filter(
        (ticket) => ticket.comments.length < 20 && !world.isBroken(ticket),
      );
      for (const ticket of random.sample(whole, 5))
        exports.push({ id: ticket.id, line: JSON.stringify(world.exported(ticket)) });
      exports.splice(0, Math.max(0, exports.length - 60));
      return { said: `${exports.length} kept` };
    },
  },
  // Older states than those that are here; what left Jira would come back with them, as documented.
  import: {
    weight: 2,
    async run({ world, product, exports }, random) {
      const stored = await product.read(asStored);
      const there = exports.filter(({ id }) => world.company.ticket(id) && stored.has(id));
      if (there.length === 0) return { said: 'nothing to import' };
      const before = new Map([...stored].map(([id, { updated }]) => [id, updated]));
      await product.importLines(random.sample(there, 8).map(({ line }) => line));
      world.silent = true;
      const findings = [...(await product.read(asStored)).values()]
        .filter(({ id, updated }) => updated < (before.get(id) ?? 0))
        .map(({ id }) => `ticket ${id} was replaced by an older state from a file`);
      return { said: '', findings };
    },
  },
  // What was erased and is still at Jira comes back with its next change: both are asked for.
  erase: {
    weight: 1,
    async run({ world, product, erased, exports }, random) {
      const stored = await product.read(asStored);
      const ticket = random.pick(world.company.tickets);
      const here = stored.get(ticket.id);
      if (!here) return { said: 'not here' };
      world.company.deleteTicket(ticket.key, world.stamp());
      world.silent = true;
      const subject = { kind: 'ticket', key: here.placed.key };
      const erasure = await product.api.post('/api/erasures', { subject, dryRun: false }).catch((error) => {
        // A webhook was faster than the eraser.
        if (error.code !== 'ticket-not-found') throw error;
      });
      if (!erasure) return { said: 'gone before it could be erased' };
      const words = JSON.stringify(here.stamped).match(MADE_UP_WORD) ?? [];
      erased.push(...words);
      // Others' exports show what it was about, and would bring that back.
      exports.splice(
        0,
        Number.POSITIVE_INFINITY,
        ...exports.filter(({ line }) => !words.some((word) => line.includes(word))),
      );
      return { said: `${ticket.id}, ${words.length} words` };
    },
  },
  kill: { weight: 3, kills: true, run: killed },
};

/** Has Jira do what it is told to. */
function recover(soak: Soak): void {
  // Of those that it did not give nobody knows.
  noteTaken(soak);
  soak.world.jira.faults.set([]);
  soak.world.undeliverable.clear();
  soak.faulty = false;
}

/** Brings everything to rest by what is documented, and holds it against Jira. */
export async function settle(soak: Soak, random: Random): Promise<Findings> {
  const { world, product } = soak;
  recover(soak);
  // What was not sent until now never is.
  soak.webhooks.drop();
  const unfetched = await untaken(soak);
  if (unfetched.length > 0) return unfetched;
  world.pass(LONGEST_LAG_MS + 11 * MINUTE);
  const bound = world.bound();
  const read = await product.sync();
  if (read.state !== 'succeeded') return [`a sync without faults ended as ${JSON.stringify(read)}`];
  const missed = await gaps(world, product, bound);
  if (missed.length > 0) return missed;
  const { run } = await product.verify({ acceptRemovals: true });
  if (run.state !== 'succeeded') return [`a comparison without faults ended as ${JSON.stringify(run)}`];
  const unequal = await inequalities(world, product, ['stamped', 'placed']);
  if (unequal.length > 0) return unequal.map((each) => `after a comparison: ${each}`);
  world.unannounced.clear();
  if (world.silent) await product.sync({ full: true });
  world.silent = false;
  const looked = await product.verify({ dryRun: true });
  // Of a broken one the state before is here, and older it is.
  const named = (looked.check?.named ?? []).filter(
    ({ id }) => !world.isBroken(world.company.ticket(id) as DemoTicket),
  );
  const told = named.map((each) => `the ledger, of a ticket that is equal: ${JSON.stringify(each)}`);
  const different = [...told, ...(await inequalities(world, product, ['stamped', 'placed', 'shown']))];
  if (different.length > 0) return different;
  // Who may see what is asked with a sync: since the last one projects may have got other keys.
  await product.sync();
  return wronglyShown(world, product, random);
}

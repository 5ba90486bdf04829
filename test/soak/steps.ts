import type { Random } from '../../src/demo/random.ts';
import type { Task } from '../crashes/plan.ts';
import { planDeath, runVictim } from '../crashes/victim-process.ts';
import { accessSteps } from './access-steps.ts';
import { changes } from './changes.ts';
import type { Findings } from './checks.ts';
import { asStored, hereOf } from './equality.ts';
import { faultSteps } from './fault-steps.ts';
import { excuse, readingSteps } from './reading.ts';
import { MINUTE, nameOf, type Soak, type Step, somewhere } from './step.ts';
import { quiet, untaken, webhookSteps } from './webhook-steps.ts';
import { LONGEST_LAG_MS, MADE_UP_WORD } from './world.ts';

/** What a victim does at most where nobody disturbs it, roughly: a death may come too late, and then there is none. */
const LIFE = { append: 6, flush: 12, file: 6, commit: 60, row: 200, message: 2 };
const DEADLY: readonly Task[] = ['sync', 'sync', 'verify', 'rewrite', 'rebuild'];

async function killed(soak: Soak, random: Random) {
  const { places, product, victim } = soak;
  const task = random.pick(DEADLY);
  const death = random.chance(0.7) ? planDeath(random, LIFE) : null;
  for (const { world } of places) world.jira.faults.set([]);
  // What is told now, the victim finds waiting.
  if (random.chance(0.5))
    for (const { webhooks } of places) webhooks.send((kept) => ({ now: kept, later: [] }));
  let said = '';
  await product.restart(async () => {
    const end = await runVictim({ ...victim, task, death }, death ? null : random.int(500, 2500));
    said = `${task}: ${end.killed ? 'killed' : end.report ? 'came to its end' : end.said.slice(0, 300)}, ${JSON.stringify(death)}`;
  });
  const findings: Findings = [];
  for (const place of places) if (!place.faulty) findings.push(...(await untaken(place, product)));
  return { said, findings };
}

/** What the product does and is done to, beside what happens at Jira. */
export const steps: Readonly<Record<string, Step>> = {
  ...Object.fromEntries(
    Object.entries(changes).map(([name, change]): [string, Step] => [
      name,
      {
        weight: change.weight,
        async run(soak, random) {
          const place = somewhere(soak, random);
          return { said: `${nameOf(place)}: ${change.happen(place.world, random)}` };
        },
      },
    ]),
  ),
  ...webhookSteps,
  ...accessSteps,
  ...faultSteps,
  ...readingSteps,
  'let time pass': {
    weight: 12,
    async run({ places }, random) {
      const by = random.pick([1, 999, 20_000, 3 * MINUTE, 11 * MINUTE, 31 * MINUTE]);
      for (const { world } of places) world.pass(by);
      return { said: `${by} ms` };
    },
  },
  // Where a checkpoint a moment too far, or a comparison on the wrong side of a moment, loses a change.
  'wait for the index': {
    weight: 8,
    async run(soak, random) {
      const { world } = somewhere(soak, random);
      const due = world.company.tickets
        .map(({ updated }) => updated + world.lagMs - world.now())
        .filter((ms) => ms > 1);
      if (due.length === 0) return { said: 'nothing is on its way' };
      const by = random.pick(due) - (random.chance(0.7) ? 1 : 0);
      for (const place of soak.places) place.world.pass(by);
      return { said: `${by} ms` };
    },
  },
  'set the clocks': {
    weight: 2,
    async run(soak, random) {
      const { world } = somewhere(soak, random);
      world.skewMs = random.pick([-10 * MINUTE, random.int(-10, 10) * MINUTE, 0, 10 * MINUTE]);
      world.timeZone = random.pick(['UTC', 'Pacific/Kiritimati', 'America/St_Johns', 'Asia/Kolkata']);
      return { said: `${world.skewMs / MINUTE} minutes ahead, ${world.timeZone}` };
    },
  },
  'let the index trail': {
    weight: 3,
    async run(soak, random) {
      const { world } = somewhere(soak, random);
      world.lagMs = random.pick([0, 10 * MINUTE, LONGEST_LAG_MS, LONGEST_LAG_MS]);
      return { said: `${world.lagMs / MINUTE} minutes` };
    },
  },
  'only look': {
    weight: 1,
    async run(soak) {
      for (const place of soak.places)
        if (!(await quiet(place, soak.product))) return { said: 'while webhooks are on their way' };
      const before = await soak.product.read(asStored);
      const run = await soak.product.verify({ dryRun: true });
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
    async run({ places, product }, random) {
      const way = random.pick(['redrive', 'redrive', 'discard']);
      // What is refused for its key is asked for no more once its letter is gone, but by a comparison.
      if (way === 'discard' && places.length > 1) return { said: 'not among several sites' };
      return {
        said: `${way}: ${JSON.stringify(await product.api.post(`/api/dead-letters/${way}`, { all: true }))}`,
      };
    },
  },
  export: {
    weight: 2,
    async run({ places: [{ world }], exports }, random) {
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
    async run({ places: [{ world }], product, exports }, random) {
      const { tickets: stored } = await product.read(hereOf(world));
      const there = exports.filter(({ id }) => world.company.ticket(id) && stored.has(id));
      if (there.length === 0) return { said: 'nothing to import' };
      const before = new Map([...stored].map(([id, { updated }]) => [id, updated]));
      await product.importLines(random.sample(there, 8).map(({ line }) => line));
      world.silent = true;
      const findings = [...(await product.read(hereOf(world))).tickets.values()]
        .filter(({ id, updated }) => updated < (before.get(id) ?? 0))
        .map(({ id }) => `ticket ${id} was replaced by an older state from a file`);
      return { said: '', findings };
    },
  },
  // What was erased and is still at Jira comes back with its next change: both are asked for.
  erase: {
    weight: 1,
    async run(soak, random) {
      const { product, erased, exports } = soak;
      const { world } = somewhere(soak, random);
      const { tickets: stored } = await product.read(hereOf(world));
      const ticket = random.pick(world.company.tickets);
      const here = stored.get(ticket.id);
      if (!here) return { said: 'not here' };
      world.company.deleteTicket(ticket.key, world.stamp());
      world.silent = true;
      // Another site may have a ticket of this key, among dead letters.
      const subject = { kind: 'ticket', key: `${world.site ?? 'first'}:${here.placed.key}` };
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
      return { said: `${here.id}, ${words.length} words` };
    },
  },
  kill: { weight: 3, kills: true, run: killed },
};

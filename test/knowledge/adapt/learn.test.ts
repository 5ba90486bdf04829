import { expect, test } from 'vitest';
import { createLearning, MIN_TICKETS } from '../../../src/knowledge/adapt/learn.ts';
import { objectionsTo } from '../../../src/knowledge/adapt/verdict.ts';
import { readModelFile } from '../../../src/knowledge/embed/static/file.ts';
import { SHIPPED_MODEL } from '../../../src/knowledge/embed/static/load.ts';
import { animalTickets } from '../../support/adapt-tickets.ts';

const base = readModelFile(SHIPPED_MODEL);

function learn(tickets: ReturnType<typeof animalTickets>, seed = 1) {
  const learning = createLearning({ base, inUse: null, seed, training: { steps: 20, batch: 64 } });
  for (const ticket of tickets) learning.add(ticket);
  return learning.finish();
}

test('learns that the words of one company belong together, and leaves everyday language as it was', () => {
  const { outcome } = learn(animalTickets(1200));
  const { heldBack, amongAll, plainLanguage } = outcome.comparisons;
  expect(outcome.objections).toEqual([]);
  expect(outcome.learned + outcome.heldBack).toBe(1200);
  expect(amongAll.mrrGain.low).toBeGreaterThan(0);
  expect(heldBack.after.mrr).toBeGreaterThan(heldBack.before.mrr);
  expect(plainLanguage.mrrGain.mean).toBeGreaterThan(-0.02);
});

test('learns nothing where there is nothing to learn, and says so', () => {
  expect(learn(animalTickets(1200, false)).outcome.objections).toContain('no-gain');
});

test('the same tickets give the same bytes, another seed others', () => {
  const tickets = animalTickets(1010);
  const { file, outcome } = learn(tickets);
  expect(learn(tickets).file.equals(file)).toBe(true);
  expect(learn(tickets, 2).outcome.model).not.toBe(outcome.model);
});

test('needs enough tickets that can be measured, and says how many', () => {
  const tickets = animalTickets(MIN_TICKETS);
  const [first, ...rest] = tickets;
  expect(() => learn([{ ...(first as (typeof tickets)[0]), description: '' }, ...rest])).toThrow(
    expect.objectContaining({ code: 'adapt-too-few-tickets', detail: expect.stringContaining('1000') }),
  );
});

test.each([
  [{}, []],
  [{ amongAll: [0.001, 0.05] }, []],
  [{ amongAll: [-0.001, 0.05] }, ['no-gain']],
  [{ duplicates: [-0.03, 0.01] }, []],
  [{ duplicates: [-0.03, -0.01] }, ['duplicates-worse']],
  [{ plainLanguage: [-0.1, -0.05] }, ['plain-language-worse']],
  [{ inUse: [-0.02, 0.01] }, []],
  [{ inUse: [-0.02, -0.01], amongAll: [-1, 0] }, ['no-gain', 'worse-than-in-use']],
])('what speaks against a model with gains %j is %j', (gains: Record<string, number[]>, objections) => {
  const found = { queries: 300, mrr: 0.5, r10: 0.7 };
  const comparison = (name: string) => {
    const [low, high] = (gains[name] ?? [0.01, 0.03]) as [number, number];
    const gain = { low, high, mean: (low + high) / 2 };
    return { before: found, after: found, mrrGain: gain, r10Gain: gain };
  };
  expect(
    objectionsTo({
      heldBack: comparison('heldBack'),
      amongAll: comparison('amongAll'),
      duplicates: comparison('duplicates'),
      plainLanguage: comparison('plainLanguage'),
      inUse: comparison('inUse'),
    }),
  ).toEqual(objections);
});

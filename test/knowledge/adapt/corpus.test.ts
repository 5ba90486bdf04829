import { expect, test } from 'vitest';
import { createCorpus } from '../../../src/knowledge/adapt/corpus.ts';
import { pairLists } from '../../../src/knowledge/adapt/pairs.ts';

const encode = (text: string) => text.split(/\s+/).filter(Boolean).map(Number);

const ticket = (number: number, more: object = {}) => ({
  id: String(number),
  key: `A-${number}`,
  project: 'A',
  summary: '1 2 3',
  description: '4 5 6 7 8 9. 10 11 12 13 14 15 16',
  comments: '',
  duplicates: [],
  ...more,
});

const corpusOf = (tickets: ReturnType<typeof ticket>[], heldBack = 0) => {
  const builder = createCorpus((text) => encode(text.replaceAll('.', ' ')), 100, 1);
  for (const each of tickets) builder.add(each);
  return builder.finish(() => heldBack);
};

test('tickets that are held back stay so while a collection grows and their share sinks', () => {
  const many = Array.from({ length: 2000 }, (_, number) => ticket(number));
  const keys = (count: number, heldBack: number) =>
    corpusOf(many.slice(0, count), heldBack)
      .tickets.filter((each) => each.heldBack)
      .map(({ key }) => key);
  const [few, more] = [keys(1000, 300), keys(2000, 300)];
  expect(few.length).toBeGreaterThan(250);
  expect(more.length).toBeGreaterThan(250);
  const known = new Set(few);
  const first = new Set(many.slice(0, 1000).map(({ key }) => key));
  expect(more.filter((key) => first.has(key) && !known.has(key))).toEqual([]);
});

test('nothing is learned from what is held back, nor counted there', () => {
  const { tickets, documentFrequency } = corpusOf([ticket(1), ticket(2)], 2);
  expect(tickets.map(({ heldBack }) => heldBack)).toEqual([true, true]);
  expect(documentFrequency.every((count) => count === 0)).toBe(true);
  expect(pairLists(corpusOf([ticket(1), ticket(2)], 2))).toEqual([]);
});

test('each token counts once a ticket', () => {
  const { documentFrequency } = corpusOf([ticket(1, { comments: '1 1 1 2 5 6 7 20' }), ticket(2)]);
  expect([1, 4, 20, 21].map((token) => documentFrequency[token])).toEqual([2, 2, 1, 0]);
});

test('a batch is of one project where that has enough pairs', () => {
  const tickets = Array.from({ length: 200 }, (_, number) =>
    ticket(number, { project: number < 100 ? 'A' : number < 190 ? 'B' : 'C' }),
  );
  const corpus = corpusOf(tickets);
  const projectOf = new Map(corpus.tickets.map(({ summary, project }) => [summary, project]));
  const ofSummaries = pairLists(corpus).filter((list) => projectOf.has(list[0]?.[0] ?? -1));
  const projects = ofSummaries.map((list) => [...new Set(list.map(([left]) => projectOf.get(left)))]);
  expect(projects).toEqual([['A'], ['B'], ['C']]);
});

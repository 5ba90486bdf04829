import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type DemoTicket, generateCompany, plainTextOf } from '../../src/demo/index.ts';

const company = generateCompany();
const { tickets } = company;

const digest = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');
const mean = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
const share = (test: (ticket: DemoTicket) => boolean) => tickets.filter(test).length / tickets.length;
const words = (ticket: DemoTicket) =>
  [
    ticket.summary,
    plainTextOf(ticket.description),
    ...ticket.comments.map((one) => plainTextOf(one.body)),
  ].join('\n');

describe('the demo company', () => {
  it('is the same for the same seed, to the byte', () => {
    expect(digest(generateCompany({ seed: 7, tickets: 300 }).tickets)).toBe(
      digest(generateCompany({ seed: 7, tickets: 300 }).tickets),
    );
  });

  it('is another one for another seed', () => {
    expect(digest(generateCompany({ seed: 7, tickets: 300 }).tickets)).not.toBe(
      digest(generateCompany({ seed: 8, tickets: 300 }).tickets),
    );
  });

  it('has the size it was asked for', () => {
    expect(tickets).toHaveLength(2000);
    expect(generateCompany({ tickets: 25 }).tickets).toHaveLength(25);
    expect(generateCompany({ tickets: 1 }).tickets).toHaveLength(1);
  });

  it('writes tickets of a believable length', () => {
    expect(mean(tickets.map((ticket) => words(ticket).length))).toBeGreaterThan(1000);
    expect(mean(tickets.map((ticket) => words(ticket).length))).toBeLessThan(2000);
    expect(mean(tickets.map((ticket) => ticket.comments.length))).toBeGreaterThan(3.4);
    expect(mean(tickets.map((ticket) => ticket.comments.length))).toBeLessThan(4.8);
    expect(Math.max(...tickets.map((ticket) => ticket.comments.length))).toBeLessThanOrEqual(60);
    expect(tickets.filter((ticket) => ticket.comments.length > 20).length).toBeGreaterThan(5);
    expect(tickets.filter((ticket) => ticket.comments.length === 0).length).toBeGreaterThan(20);
  });

  it('repeats itself in other words, and marks it', () => {
    const duplicates = tickets.filter((ticket) => ticket.resolution?.name === 'Duplicate');
    expect(duplicates.length / tickets.length).toBeGreaterThan(0.05);
    expect(duplicates.length / tickets.length).toBeLessThan(0.085);
    for (const ticket of duplicates) {
      const link = ticket.links.find((one) => one.type === 'Duplicate' && one.direction === 'outward');
      const original = company.ticket(link?.otherKey ?? '');
      expect(original, ticket.key).toBeDefined();
      expect(original!.created).toBeLessThan(ticket.created);
      expect(original!.summary).not.toBe(ticket.summary);
    }
  });

  it('keeps some comments from some people', () => {
    const restricted = share((ticket) =>
      ticket.comments.some((one) => one.visibility || one.jsdPublic === false),
    );
    expect(restricted).toBeGreaterThan(0.1);
    expect(restricted).toBeLessThan(0.15);
    const kinds = new Set(tickets.flatMap((ticket) => ticket.comments.map((one) => one.visibility?.type)));
    expect(kinds).toEqual(new Set([undefined, 'role', 'group']));
    for (const { project, comments } of tickets) {
      for (const comment of comments) {
        expect(comment.jsdPublic === undefined).toBe(project.kind === 'software');
        if (comment.visibility && project.kind === 'service_desk') expect(comment.jsdPublic).toBe(false);
      }
    }
  });

  it('resolves about seven to eight tickets in ten, and says so in every field', () => {
    const resolved = share((ticket) => ticket.resolved !== null);
    expect(resolved).toBeGreaterThan(0.65);
    expect(resolved).toBeLessThan(0.85);
    for (const ticket of tickets) {
      expect(ticket.status.category === 'done').toBe(ticket.resolution !== null);
      expect(ticket.resolution === null).toBe(ticket.resolved === null);
    }
  });

  it('numbers tickets and comments in the order of their time', () => {
    expect(new Set(tickets.map((ticket) => ticket.key)).size).toBe(tickets.length);
    const ids = tickets.map((ticket) => Number(ticket.id));
    expect(ids).toEqual([...new Set(ids)].sort((one, other) => one - other));
    expect(
      tickets.every((ticket, index) => index === 0 || ticket.created >= tickets[index - 1]!.created),
    ).toBe(true);
    const comments = tickets.flatMap((ticket) => ticket.comments);
    expect(new Set(comments.map((comment) => comment.id)).size).toBe(comments.length);
    const byTime = comments.toSorted((one, other) => Number(one.id) - Number(other.id));
    expect(byTime.every((one, index) => index === 0 || one.created >= byTime[index - 1]!.created)).toBe(true);
  });

  it('lets nothing happen before its time or after the present', () => {
    const now = company.now.getTime();
    for (const ticket of tickets) {
      const moments = [ticket.created, ...ticket.comments.map((one) => one.created), now - 1];
      expect(moments, ticket.key).toEqual(moments.toSorted((one, other) => one - other));
      for (const comment of ticket.comments) expect(comment.updated).toBeGreaterThanOrEqual(comment.created);
      expect(ticket.updated).toBeGreaterThanOrEqual(
        Math.max(ticket.resolved ?? 0, ticket.comments.at(-1)?.updated ?? 0),
      );
      expect(ticket.updated).toBeLessThan(now);
    }
  });

  it('links only to tickets that exist, from both sides', () => {
    for (const ticket of tickets) {
      for (const link of ticket.links) {
        const other = company.ticket(link.otherKey);
        expect(other?.links.some((back) => back.id === link.id && back.otherKey === ticket.key)).toBe(true);
      }
      if (ticket.parentKey) expect(company.ticket(ticket.parentKey)?.issueType.name).toBe('Epic');
    }
    expect(tickets.some((ticket) => ticket.parentKey)).toBe(true);
  });

  it('fills every project', () => {
    for (const project of company.projects) {
      expect(share((ticket) => ticket.project === project)).toBeGreaterThan(0.02);
    }
  });

  it('speaks of slow PostgreSQL without always calling it a database', () => {
    const about = /postgresql|slow quer|lock wait|query plan|connection pool|replica lag/i;
    const told = tickets.map(words).filter((text) => about.test(text));
    expect(told.length).toBeGreaterThan(60);
    const without = told.filter((text) => !/database|bottleneck/i.test(text));
    expect(without.length).toBeGreaterThan(40);
    expect(without.length).toBeLessThan(told.length);
  });

  it('rarely says the same thing twice', () => {
    expect(new Set(tickets.map((ticket) => plainTextOf(ticket.description))).size).toBeGreaterThan(1950);
    expect(new Set(tickets.map((ticket) => ticket.summary)).size).toBeGreaterThan(1300);
  });
});

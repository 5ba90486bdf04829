/**
 * Casebook inside of a program: takes issues from anywhere, finds them by meaning, and says which may be duplicates.
 *
 *     node examples/library.ts
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCasebook } from 'casebook';

/** An issue as Jira's REST API gives it; a real one has more fields, and all of them are kept. */
const issue = (id: number, summary: string, description: string) => ({
  id: String(id),
  key: `SHOP-${id}`,
  fields: {
    summary,
    description,
    project: { id: '1', key: 'SHOP', name: 'Shop' },
    issuetype: { id: '1', name: 'Bug' },
    status: { id: '1', name: 'Open', statusCategory: { id: 2, key: 'new', name: 'To Do' } },
    created: '2026-03-02T09:00:00.000+0000',
    updated: '2026-03-02T09:30:00.000+0000',
  },
});

const folder = await mkdtemp(join(tmpdir(), 'casebook-example-'));
try {
  await using casebook = await createCasebook({ CASEBOOK_DATA_DIR: folder });
  const { accepted, searchable } = await casebook.ingest([
    issue(1, 'Customers are charged twice', 'The retry after a gateway timeout sends the payment again.'),
    issue(
      2,
      'Card billed two times for one order',
      'After a timeout of the gateway the payment went out again.',
    ),
    issue(3, 'Search is slow in the morning', 'The nightly index build still runs when the office opens.'),
  ]);
  console.log(`${accepted} taken, ${searchable} can be found.`);

  const { hits } = await casebook.search('duplicate payments', { limit: 2 });
  for (const { key, summary, why } of hits)
    console.log(`${key}  ${summary}  (meaning ${why.semantic.toFixed(2)})`);

  const { similar } = await casebook.similar('SHOP-1');
  for (const { key, probability } of similar)
    console.log(`${key} is SHOP-1 once more: ${Math.round(probability * 100)} %`);
} finally {
  await rm(folder, { recursive: true, force: true });
}

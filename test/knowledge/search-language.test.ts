import { expect, test } from 'vitest';
import type { SEARCH_MODES } from '../../src/knowledge/choices.ts';
import { search } from '../../src/knowledge/index.ts';
import { hashingEmbedder } from '../support/hashing-embedder.ts';
import { openIntake } from '../support/intake.ts';
import { issue, record } from '../support/issue.ts';
import { openKnowledge } from '../support/knowledge.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('a query in a language that the embedder does not know is searched by words alone, and the answer says so', async () => {
  const open = await openIntake(temporaryFolder());
  await open.intake.take(open.runId, [record(issue(1, { summary: 'Datenbank überlastet' }))]);
  const embedder = { ...hashingEmbedder(), understands: (text: string) => !text.includes('überlastet') };
  const { generations, settle } = await openKnowledge(open, embedder);
  await settle();
  const ask = (query: string, mode: (typeof SEARCH_MODES)[number]) =>
    search(
      { database: open.database, ...generations.active() },
      { asker: { kind: 'operator' }, query, mode, filter: [], limit: 3 },
    );

  expect(await ask('Datenbank', 'hybrid')).toMatchObject({ meaning: true, hints: [] });
  for (const mode of ['hybrid', 'semantic'] as const) {
    const found = await ask('überlastet', mode);
    expect(found).toMatchObject({ meaning: false, hints: [{ code: 'language' }] });
    expect(found.hits).toMatchObject([{ why: { semantic: 0, words: ['überlastet'] } }]);
    expect(found.hits[0]?.why.lexical).toBeGreaterThan(0);
  }
});

import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { connectQdrant, type Qdrant } from '../../src/knowledge/index/qdrant/connection.ts';

/** The Qdrant server that tests may use; null, said aloud, where there is none. */
export const qdrantServer: string | null = process.env.CASEBOOK_TEST_QDRANT_URL || saidMissing();

function saidMissing(): null {
  console.warn(
    'SKIPPING tests on Qdrant: CASEBOOK_TEST_QDRANT_URL is not set; test/servers/qdrant.sh starts a server.',
  );
  return null;
}

/** The server, past everything that Casebook does. */
export function onQdrant(): Qdrant {
  const qdrant = connectQdrant({ url: qdrantServer as string });
  onTestFinished(() => qdrant.close());
  return qdrant;
}

const listed = z.object({ collections: z.array(z.object({ name: z.string() })) });

export async function collectionNames(qdrant: Qdrant): Promise<string[]> {
  const found = await qdrant.ask({ method: 'GET', path: '/collections' }, listed);
  return (found?.collections ?? []).map(({ name }) => name);
}

/** Takes all collections of an installation away, as somebody would who cleans up there. */
export async function loseCollections(qdrant: Qdrant, prefix: string): Promise<void> {
  for (const name of await collectionNames(qdrant))
    if (name.startsWith(prefix)) await qdrant.ask({ method: 'DELETE', path: `/collections/${name}` }, z.unknown());
}

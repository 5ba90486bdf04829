import { describe, expect, test } from 'vitest';
import { searchIndexContract } from '../../contracts/search-index/index.ts';
import { openInQdrant, qdrantServer } from '../../support/qdrant.ts';

describe.skipIf(!qdrantServer)('an index in Qdrant', () => {
  searchIndexContract(openInQdrant);
});

test.runIf(process.env.CI)('there is a Qdrant to test on', () => expect(qdrantServer).not.toBeNull());

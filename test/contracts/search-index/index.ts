import { describe } from 'vitest';
import { accessContract } from './access.ts';
import { filledIndex, type OpenFilledIndex, type SearchIndexHarness } from './harness.ts';
import { keepingContract } from './keeping.ts';
import { listContract } from './list.ts';
import { rankingContract } from './ranking.ts';

export type { SearchIndexHarness };

/**
 * What every search index must do, whatever finds the tickets. What only some can do is asked of those that say so in
 * their capabilities.
 */
export function searchIndexContract(open: () => Promise<SearchIndexHarness>): void {
  const filled: OpenFilledIndex = (...documents) => filledIndex(open, documents);
  describe('ranks', () => rankingContract(filled));
  describe('lists', () => listContract(filled));
  describe('keeps', () => keepingContract(filled));
  describe('shows nobody what he may not read', () => accessContract(filled));
}

import type { Asker } from '../../src/domain/index.ts';

export const operator: Asker = { kind: 'operator' };

/** Somebody who holds these principals and no others. */
export const user = (...principals: string[]): Asker => ({
  kind: 'user',
  accountId: 'u',
  principals: new Set(principals),
});

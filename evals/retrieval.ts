import { readAbstracts } from './abstracts.ts';
import { readDuplicateSet } from './duplicates.ts';
import { type Evaluation, type EvaluationOptions, evaluate, printEvaluation } from './evaluate.ts';

const MEASURES = ['r1', 'r5', 'r10', 'r20', 'mrr10'] as const;

interface RetrievalResult extends Evaluation<(typeof MEASURES)[number]> {
  readonly droppedPairs: number;
  readonly leakingPairs: number;
}

/** Finds each ticket's known duplicates among all tickets, the ticket being the query. */
export async function evaluateRetrieval(
  folder: string,
  options: EvaluationOptions,
): Promise<RetrievalResult> {
  const { droppedPairs, leakingPairs, ...collection } = readDuplicateSet(folder);
  const methods = ['bm25', 'vector', 'hybrid', 'similar'] as const;
  return { droppedPairs, leakingPairs, ...(await evaluate(collection, methods, MEASURES, 20, options)) };
}

export function printRetrieval(result: RetrievalResult): void {
  const { queries, tickets, leakingPairs, droppedPairs } = result;
  console.log(
    `${queries} queries over ${tickets} tickets (${leakingPairs} pairs that name the key and ${droppedPairs} without their tickets left out)`,
  );
  printEvaluation(result as unknown as Evaluation);
}

/** Finds what answers a question in plain words, among abstracts of another world than tickets. */
export async function evaluateAbstracts(folder: string, options: EvaluationOptions) {
  const collection = readAbstracts(folder);
  const measures = ['ndcg10', 'map', 'r10'] as const;
  return evaluate(collection, ['bm25', 'vector', 'hybrid'], measures, collection.documents.length, options);
}

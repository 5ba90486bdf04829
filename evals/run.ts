import { parseArgs } from 'node:util';
import { evaluateClinc, printClinc } from './clinc150.ts';
import { evaluateRetrieval, printRetrieval } from './retrieval.ts';
import { evaluateSimilar, printSimilar } from './similar.ts';
import { learnSimilar, printLearned } from './similar-learn.ts';

/** `npm run eval -- NAME --data DIR [--json]`: measures quality on data that the project does not carry. */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string' }, json: { type: 'boolean', default: false } },
});

const evaluations = {
  retrieval: evaluation('apache-jira', evaluateRetrieval, printRetrieval),
  similar: evaluation('apache-jira', evaluateSimilar, printSimilar),
  'similar-learn': evaluation('apache-jira-more', learnSimilar, printLearned),
  clinc150: evaluation('intents/CLINC150', evaluateClinc, printClinc),
};

const chosen = evaluations[positionals[0] as keyof typeof evaluations];
if (!chosen) {
  console.error(`Usage: npm run eval -- ${Object.keys(evaluations).join('|')} --data DIR [--json]`);
  process.exit(2);
}
await chosen();

/** One evaluation with the folder, below that of all test data, which it reads unless `--data` names another. */
function evaluation<Result>(
  home: string,
  evaluate: (folder: string) => Promise<Result>,
  print: (result: Result) => void,
): () => Promise<void> {
  return async () => {
    const result = await evaluate(
      values.data ?? `${process.env.CASEBOOK_TEST_DATA ?? '../shared/data'}/${home}`,
    );
    if (values.json) console.log(JSON.stringify(result));
    else print(result);
  };
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadStaticEmbedder } from '../src/knowledge/index.ts';
import { fitLinearHead, type LabelledVectors } from './linear-head.ts';

export interface ClincResult {
  readonly embedder: string;
  readonly intents: number;
  readonly validated: number;
  /** Accuracy on the validation split of a head that learned from the whole training split. */
  readonly full: number;
  /** The same with ten examples of each intent. */
  readonly tenShot: number;
}

/**
 * How well short everyday requests can be told apart by a linear head over the shipped embedder's vectors: 150 intents
 * of CLINC150 (Larson et al. 2019). `folder` holds `train`, `train_10` and `valid`, each with `seq.in` and `label`.
 */
export async function evaluateClinc(folder: string): Promise<ClincResult> {
  const embedder = loadStaticEmbedder();
  const [train, tenShot, valid] = ['train', 'train_10', 'valid'].map((split) => readSplit(folder, split)) as [
    Split,
    Split,
    Split,
  ];
  const intents = [...new Set(train.labels)].sort();
  const embedded = async ({ texts, labels }: Split): Promise<LabelledVectors> => ({
    vectors: await embedder.embed(texts),
    classes: labels.map((label) => intents.indexOf(label)),
  });
  const asked = await embedded(valid);

  async function accuracyAfter(split: Split): Promise<number> {
    const classOf = fitLinearHead(await embedded(split), intents.length);
    const right = asked.vectors.filter((vector, index) => classOf(vector) === asked.classes[index]);
    return right.length / asked.vectors.length;
  }

  return {
    embedder: embedder.id,
    intents: intents.length,
    validated: valid.texts.length,
    full: await accuracyAfter(train),
    tenShot: await accuracyAfter(tenShot),
  };
}

export function printClinc({ embedder, intents, validated, full, tenShot }: ClincResult): void {
  console.log(`${embedder}: ${validated} requests, ${intents} intents`);
  console.table({ full: { accuracy: full }, tenShot: { accuracy: tenShot } });
}

interface Split {
  readonly texts: readonly string[];
  readonly labels: readonly string[];
}

function readSplit(folder: string, name: string): Split {
  const [texts, labels] = ['seq.in', 'label'].map((file) => linesOf(join(folder, name, file))) as [
    string[],
    string[],
  ];
  if (texts.length !== labels.length)
    throw new Error(`${join(folder, name)}: ${texts.length} texts, but ${labels.length} labels.`);
  return { texts, labels };
}

function linesOf(file: string): string[] {
  if (!existsSync(file)) throw new Error(`${file} does not exist: name the folder of CLINC150 with --data.`);
  return readFileSync(file, 'utf8').trimEnd().split(/\r?\n/);
}

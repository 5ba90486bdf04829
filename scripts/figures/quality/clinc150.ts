import { z } from 'zod';
import type { ClincResult } from '../../../evals/clinc150.ts';
import { share, table, whole } from '../markdown.ts';
import { keptOf, measurement } from '../measurement.ts';

const schema = keptOf<ClincResult>()(
  z.object({
    embedder: z.string(),
    intents: z.number(),
    validated: z.number(),
    full: z.number(),
    tenShot: z.number(),
  }),
);
type Clinc = z.infer<typeof schema>;

/** What the model before the present one reached; it was not trained on tickets. */
const BEFORE = { full: 0.935, tenShot: 0.852 };

export const clinc150 = measurement<Clinc>({
  about: 'telling 150 kinds of everyday requests apart',
  command: ['eval', 'clinc150', '--json'],
  minutes: 2,
  schema,
  aims: [
    {
      what: 'CLINC150, accuracy, beside the model that shipped before',
      bound: { atLeast: BEFORE.full },
      write: share,
      measured: ({ full }) => full,
    },
    {
      what: 'CLINC150, accuracy after ten examples of each, beside the model that shipped before',
      bound: { atLeast: BEFORE.tenShot },
      write: share,
      measured: ({ tenShot }) => tenShot,
    },
  ],
  regions: { '': clincLines },
});

function clincLines({ embedder, intents, validated, full, tenShot }: Clinc): string[] {
  return [
    `\`${embedder}\`, ${whole(validated)} requests of ${whole(intents)} kinds:`,
    '',
    ...table(
      ['learned from', 'accuracy'],
      [
        ['all examples', share(full)],
        ['ten of each kind', share(tenShot)],
      ],
    ),
  ];
}

import type { Random } from '../random.ts';
import type { DemoAttachment, DemoComment, DemoPerson, Millis } from './model.ts';

interface Kind {
  readonly name: (random: Random, day: string) => string;
  readonly mimeType: string;
  /** In bytes, from and to. */
  readonly size: readonly [number, number];
  readonly weight: number;
}

/** What people attach: mostly what they see, sometimes what a machine wrote. */
const kinds: readonly Kind[] = [
  {
    name: (_, day) => `Screenshot ${day}.png`,
    mimeType: 'image/png',
    size: [38_000, 940_000],
    weight: 6,
  },
  {
    name: (random) => `image-${random.hex(6)}.png`,
    mimeType: 'image/png',
    size: [12_000, 400_000],
    weight: 4,
  },
  {
    name: (random) => `IMG_${random.int(1000, 9899)}.jpg`,
    mimeType: 'image/jpeg',
    size: [900_000, 4_800_000],
    weight: 2,
  },
  { name: (_, day) => `app-${day}.log`, mimeType: 'text/plain', size: [1_800, 60_000], weight: 4 },
  { name: (_, day) => `thread-dump-${day}.txt`, mimeType: 'text/plain', size: [24_000, 90_000], weight: 1 },
  { name: (_, day) => `export-${day}.csv`, mimeType: 'text/csv', size: [900, 30_000], weight: 2 },
  {
    name: (random) => `invoice-${random.int(20_000, 99_000)}.pdf`,
    mimeType: 'application/pdf',
    size: [41_000, 260_000],
    weight: 1,
  },
  { name: () => 'session.har', mimeType: 'application/json', size: [1_100_000, 9_400_000], weight: 1 },
];

const attachingShare = 0.22;

function draw(random: Random, author: DemoPerson, created: Millis): DemoAttachment {
  const kind = random.weighted(kinds.map((one) => [one, one.weight] as const));
  const filename = kind.name(random, new Date(created).toISOString().slice(0, 10));
  return { id: '', filename, mimeType: kind.mimeType, size: random.int(...kind.size), author, created };
}

/** The files that came with a ticket and with its comments, in the order of time; their ids are given later. */
export function drawAttachments(
  random: Random,
  ticket: {
    readonly reporter: DemoPerson;
    readonly created: Millis;
    readonly comments: readonly DemoComment[];
  },
): DemoAttachment[] {
  if (!random.chance(attachingShare)) return [];
  const attached: DemoAttachment[] = [];
  const { reporter, created, comments } = ticket;
  if (reporter.accountType !== 'app') {
    for (let count = random.int(0, 2); count > 0; count -= 1) attached.push(draw(random, reporter, created));
  }
  for (const comment of comments) {
    // What is attached to a comment that few may read would be seen by all: people here know that, and do not.
    const hidden = comment.visibility !== undefined || comment.jsdPublic === false;
    if (hidden || comment.author.accountType === 'app' || !random.chance(0.12)) continue;
    attached.push(draw(random, comment.author, comment.created));
  }
  return attached;
}

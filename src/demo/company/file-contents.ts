import { createRandom } from '../random.ts';
import { logLine } from './log-noise.ts';
import type { DemoAttachment } from './model.ts';

/**
 * What is in a file at a ticket, of exactly its size; null for pictures and the like, of which only the name was made up.
 * Made when somebody asks: the files of a whole company would fill the memory of a machine.
 */
export function contentsOf(file: DemoAttachment): Buffer | null {
  if (file.text !== undefined) return Buffer.from(file.text);
  const line = linesOf(file);
  if (!line) return null;
  const lines: string[] = [];
  for (let length = 0; length < file.size; length += (lines.at(-1) as string).length + 1) lines.push(line());
  // All of it is ASCII: a character is a byte.
  return Buffer.from(lines.join('\n').slice(0, file.size).padEnd(file.size, '\n'));
}

function linesOf({ id, filename, mimeType, created }: DemoAttachment): (() => string) | null {
  const random = createRandom(Number(id));
  let at = created;
  const time = () => {
    at += random.int(1, 900);
    return new Date(at).toISOString();
  };
  if (mimeType === 'text/csv')
    return () => `${time()},FH-${random.int(210_000, 989_999)},${random.int(100, 90_000) / 100},EUR`;
  if (filename.startsWith('thread-dump'))
    return () =>
      random.chance(0.2)
        ? `"http-nio-8080-exec-${random.int(1, 60)}" #${random.int(30, 400)} daemon prio=5 ${random.pick(['RUNNABLE', 'WAITING (parking)', 'BLOCKED (on object monitor)'])}`
        : `\tat com.fernhaul.${random.pick(['order', 'ledger', 'webhook', 'http'])}.${random.pick(['Worker.run', 'Pool.take', 'Client.send', 'Store.commit'])}(${random.pick(['Worker', 'Pool', 'Client', 'Store'])}.java:${random.int(20, 480)})`;
  if (mimeType === 'text/plain' || mimeType === 'application/json') return () => logLine(random, id, time());
  return null;
}

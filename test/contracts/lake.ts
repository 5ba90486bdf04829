import { describe, expect, onTestFinished, test } from 'vitest';
import type { Lake } from '../../src/ingest/index.ts';
import { issue } from '../support/issue.ts';
import { lakeEntries } from '../support/lake.ts';

/** What every lake must do. `place` gives where a new one lies; `open` opens what lies there, as a restart does. */
export function lakeContract<Place>(place: () => Place, open: (place: Place) => Promise<Lake>): void {
  async function opened(at: Place = place()): Promise<Lake> {
    const lake = await open(at);
    onTestFinished(() => lake.close());
    return lake;
  }
  const idsAfter = async (lake: Lake, seq: number) =>
    (await Array.fromAsync(lake.readAfter(seq))).map((line) => `${line.seq}:${line.record.externalId}`);

  describe('a lake', () => {
    test('gives back what it was given, in order, from any number on', async () => {
      const lake = await opened();
      expect(lake.lastSeq).toBe(0);
      expect(await lake.append(lakeEntries(1, 2))).toBe(1);
      expect(await lake.append(lakeEntries(3))).toBe(3);
      expect(lake.lastSeq).toBe(3);
      expect(await idsAfter(lake, 0)).toEqual(['1:10001', '2:10002', '3:10003']);
      expect(await idsAfter(lake, 2)).toEqual(['3:10003']);
      expect(await idsAfter(lake, 3)).toEqual([]);
    });

    test('keeps a record as it came, whatever it holds', async () => {
      const lake = await opened();
      const summary = 'before\u2028between\u2029after\r\n\u0085 "body": ,"body":{} 😀 \ud800';
      const entries = lakeEntries(issue(1, { summary }));
      await lake.append(entries);
      const [entry] = entries;
      const [line] = await Array.fromAsync(lake.readAfter(0));
      expect(line).toEqual({
        seq: 1,
        group: 1,
        digest: entry?.digest,
        record: { ...entry?.record, body: JSON.parse(entry?.bodyText ?? '') },
      });
    });

    test('goes on where it stopped when opened again', async () => {
      const at = place();
      const first = await open(at);
      await first.append(lakeEntries(1, 2));
      await first.close();
      const second = await opened(at);
      expect(second.lastSeq).toBe(2);
      await second.append(lakeEntries(3));
      expect(await idsAfter(second, 0)).toEqual(['1:10001', '2:10002', '3:10003']);
    });

    test('is rewritten as told: lines that are dropped are gone, others changed, and no number comes again', async () => {
      const at = place();
      const lake = await open(at);
      await lake.append(lakeEntries(1, 2, 3, 4));
      const [body] = lakeEntries(70);
      const counts = await lake.rewrite(({ head: { seq } }) => {
        if (seq === 2) return { bodyText: body?.bodyText as string };
        return seq === 1 || seq === 4 ? 'drop' : 'keep';
      });
      expect(counts).toEqual({ dropped: 2, changed: 1 });
      await lake.close();
      const again = await opened(at);
      expect(again.lastSeq).toBe(4);
      const lines = await Array.fromAsync(again.readAfter(0));
      expect(lines.map(({ seq, digest }) => [seq, digest])).toEqual([
        [2, body?.digest],
        [3, lakeEntries(3)[0]?.digest],
      ]);
      expect(await again.append(lakeEntries(5))).toBe(5);
      expect(await idsAfter(again, 3)).toEqual(['5:10005']);
    });

    test('shows its lines as they are stored', async () => {
      const lake = await opened();
      await lake.append(lakeEntries(1, 2));
      const stored = [];
      for await (const { head, bodyBytes } of lake.stored())
        stored.push([head.seq, JSON.parse(bodyBytes.toString('utf8')).key]);
      expect(stored).toEqual([
        [1, 'PAY-1'],
        [2, 'PAY-2'],
      ]);
    });

    test('gives a reader what was there when he began', async () => {
      const lake = await opened();
      await lake.append(lakeEntries(1, 2));
      const seen: number[] = [];
      for await (const { seq } of lake.readAfter(0)) {
        seen.push(seq);
        if (seq === 1) await lake.append(lakeEntries(3));
      }
      expect(seen).toEqual([1, 2]);
    });
  });
}

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

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadStaticEmbedder } from '../../../src/knowledge/embed/index.ts';
import { cosine, embedderContract } from '../../contracts/embedder.ts';

embedderContract('the static embedder', () => loadStaticEmbedder());

const embedder = loadStaticEmbedder();
const one = async (text: string) => (await embedder.embed([text]))[0]!;

describe('the static embedder', () => {
  it('is the model that ships', () => {
    expect(embedder.id).toMatch(/^casebook-static-384@[0-9a-f]{12}$/);
    expect(embedder.dimensions).toBe(384);
  });

  it('gives length 1 or 0 and never NaN, whatever the text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (text) => {
        const vector = await one(text);
        expect(vector.some(Number.isNaN)).toBe(false);
        const length = Math.hypot(...vector);
        expect(length === 0 || Math.abs(length - 1) < 1e-5).toBe(true);
      }),
      { numRuns: 500, seed: 20_240_229 },
    );
  });

  it('gives the very same numbers each time, in whatever company', async () => {
    const texts = ['ERR-4012 on checkout', 'naïve café 🚀', 'a b c a b c', ''];
    const first = await embedder.embed(texts);
    const again = await loadStaticEmbedder().embed([...texts].reverse());
    expect(again.reverse()).toEqual(first);
  });

  it('gives the zero vector to text without a known token', async () => {
    expect(await one('\u200b\u0007')).toEqual(new Float32Array(384));
    expect(await one('ʘʘʘ')).toEqual(new Float32Array(384));
  });

  it('does not care about case, accents or the order of words', async () => {
    expect(await one('Café TIMEOUT')).toEqual(await one('cafe timeout'));
    expect(cosine(await one('queue stuck'), await one('stuck queue'))).toBeCloseTo(1, 5);
  });

  it('lets a repeated stack frame weigh less than each time in full', async () => {
    const sentence = 'Payment is declined for customers in Norway.';
    const frame = '\n\tat org.eclipse.jetty.server.Server.handle(Server.java)';
    const few = cosine(await one(sentence), await one(sentence + frame));
    const many = cosine(await one(sentence), await one(sentence + frame.repeat(30)));
    expect(few).toBeGreaterThan(many);
    expect(many).toBeGreaterThan(0.3);
  });

  it('reads text to its end, however long', async () => {
    const filler = 'the weather is fine today. '.repeat(10_000);
    expect(cosine(await one(filler), await one(`${filler} kubernetes ingress certificate`))).toBeLessThan(
      0.999,
    );
  });

  it.each([
    ['database', 'postgres', 'holiday'],
    ['memory leak', 'heap out of memory', 'password reset'],
    ['payment declined', 'credit card refused', 'server restarted'],
    ['crash on startup', 'application dies when launched', 'invoice export'],
    ['slow query', 'performance degradation', 'user interface colour'],
    ['cannot log in', 'authentication failure', 'chart has wrong axis'],
    ['certificate expired', 'ssl handshake error', 'typo in the manual'],
    ['disk is full', 'no space left on device', 'meeting on monday'],
    ['emails are not delivered', 'smtp messages bounce', 'unit tests are slow'],
  ])('%s is nearer to %s than to %s', async (text, near, far) => {
    const [a, b, c] = (await embedder.embed([text, near, far])) as [Float32Array, Float32Array, Float32Array];
    expect(cosine(a, b)).toBeGreaterThan(cosine(a, c));
  });
});

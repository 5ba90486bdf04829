import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readingsOf, termsOf, wordsOf } from '../../src/knowledge/terms.ts';

const terms = (text: string) => [...termsOf(text)].map(({ term }) => term);

test.each([
  ['the connection pools were exhausted', ['connect', 'pool', 'exhaust']],
  ['PaymentGatewayClient', ['paymentgatewaycli', 'payment', 'gatewai', 'client']],
  ['HTTPServer', ['httpserver', 'http', 'server']],
  ['payment_gateway', ['payment_gateway', 'payment', 'gatewai']],
  ['com.acme.Pool.take', ['com.acme.pool.take', 'com', 'acm', 'pool', 'take']],
  ['pay-service-7', ['pay-service-7', 'pai', 'servic', '7']],
  ['v2.14.1', ['v2.14.1', 'v2', '14', '1']],
  ['Straße naïve', ['straße', 'naïv']],
  ['', []],
])('%s', (text, expected) => {
  expect(terms(text)).toEqual(expected);
});

test('an identifier meets its words', () => {
  const [identifier, words] = [new Set(terms('paymentGatewayTimeouts')), terms('payment gateway timeout')];
  for (const word of words) expect(identifier).toContain(word);
});

test('places point at the words that they came from', () => {
  const text = 'see GatewayClient, then retry';
  const places = Object.fromEntries(
    [...termsOf(text)].map(({ term, start, end }) => [term, text.slice(start, end)]),
  );
  expect(places).toMatchObject({ gatewaycli: 'GatewayClient', client: 'Client', retri: 'retry' });
});

test('every place lies within any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      for (const { term, start, end } of termsOf(text)) {
        expect(term).not.toBe('');
        expect(start >= 0 && start < end && end <= text.length).toBe(true);
      }
    }),
  );
});

test('the widest words of a phrase are those that no wider one covers', () => {
  const pieces = fc.constantFrom('paymentGateway', 'HTTPServer', 'pool', 'the', 'a.bC', 'iT', 'utf8Name-x');
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (list) => {
      const phrase = list.join(' ');
      const words = wordsOf(phrase).filter(({ isName }) => !isName);
      const covers = (wide: (typeof words)[0], { position, span }: (typeof words)[0]) =>
        wide.span > span && wide.position <= position && position < wide.position + wide.span;
      const widest = words.filter((word) => !words.some((other) => covers(other, word)));
      expect(
        readingsOf(phrase)
          .at(-1)
          ?.map(({ word }) => word) ?? [],
      ).toEqual(widest.map(({ word }) => word));
    }),
  );
});

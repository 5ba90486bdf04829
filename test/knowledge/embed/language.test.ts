import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readDuplicateSet } from '../../../evals/duplicates.ts';
import { loadStaticEmbedder } from '../../../src/knowledge/embed/index.ts';

const embedder = loadStaticEmbedder();
const understands = (text: string) => embedder.understands?.(text);

describe('the model understands', () => {
  test.each([
    'OOM',
    'nullpointer',
    'java.lang.NullPointerException at com.acme.pay.Charge.run(Charge.java:12)',
    'database bottlenecks',
    'kubectl rollout stuck',
    'PAY-17',
    'café naïve Müller',
    'OS X EN-US est',
    'lang=de de-DE currency',
    'vi /var/log/app.log',
    'Ämter service returns 500 for all users',
    'ps aux | grep java',
    'what came out of PAY-17 in the end?',
    '404',
    '',
    '🚀 ???',
    'µs latency ≥ 50 Ω',
    'The word “für” is cut off in German invoices when printing',
    'El Capitan: login window does not open',
  ])('%s', (text) => expect(understands(text)).toBe(true));
});

describe('the model does not understand', () => {
  test.each([
    'Die Datenbank ist seit gestern sehr langsam',
    'Kunde kann sich nicht anmelden',
    'Anmeldung schlägt fehl',
    'La base de données est lente depuis hier',
    "Impossible d'accéder à l'écran de paiement",
    'Le paiement échoue avec une erreur',
    'La base de datos está muy lenta',
    'Nie można zalogować się do systemu',
    'Błąd płatności podczas składania zamówienia',
    'A conta não pode ser acessada',
    'Inloggen lukt niet meer voor een gebruiker',
    '数据库很慢',
    '数据库 timeout 无法连接到服务器',
    'ログインできません',
    '로그인이 되지 않습니다',
    'Не удаётся войти в систему',
    'База данных работает медленно после обновления Postgres',
    'قاعدة البيانات بطيئة',
  ])('%s', (text) => expect(understands(text)).toBe(false));
});

const folder = `${process.env.CASEBOOK_TEST_DATA ?? '../shared/data'}/apache-jira`;
const missing = !existsSync(folder);
if (missing) console.warn(`Skipped: ${folder} does not exist, so no real tickets are read.`);

test.skipIf(missing)('English tickets and their summaries are taken for English', () => {
  const { documents } = readDuplicateSet(folder);
  const refused = documents
    .flatMap(({ summary, description }) => [summary, description])
    .filter((text) => !understands(text));
  expect(documents.length).toBeGreaterThan(1000);
  expect(refused.length / (2 * documents.length)).toBeLessThan(0.0005);
});

import type { Random } from '../random.ts';
import type { Scenario } from './scenario.ts';

type Line = (random: Random) => string;

const id = (prefix: string, random: Random) => `${prefix}_${random.hex(8)}`;
const path = (random: Random) =>
  random.pick([
    '/v3/orders',
    '/v3/shipments',
    `/v3/orders/FH-${random.int(210_000, 989_999)}`,
    '/v2/payments',
    '/internal/health',
    '/v3/merchants/me',
    '/metrics',
    `/v3/labels/${random.hex(8)}`,
  ]);
const method = (random: Random) => random.pick(['GET', 'GET', 'GET', 'POST', 'PUT']);
const code = (random: Random) =>
  random.pick(['200', '200', '200', '201', '204', '304', '404', '409', '500', '503']);

/** Ordinary lines of a service in the three styles that the company's languages log in. */
const styles: readonly (readonly Line[])[] = [
  [
    (random) =>
      `INFO  [http-nio-8080-exec-${random.int(1, 60)}] AccessLog - ${method(random)} ${path(random)} ${code(random)} ${random.int(2, 900)}ms merchant=${id('mrc', random)}`,
    (random) =>
      `INFO  [scheduling-1] OutboxPublisher - published ${random.int(0, 240)} events in ${random.int(3, 400)}ms`,
    (random) =>
      `WARN  [http-nio-8080-exec-${random.int(1, 60)}] SlowRequestFilter - ${method(random)} ${path(random)} took ${random.int(1100, 9800)}ms trace=${random.hex(16)}`,
    (random) =>
      `INFO  [kafka-listener-${random.int(0, 5)}] OrderEventListener - order FH-${random.int(210_000, 989_999)} ${random.pick(['PAID', 'PACKED', 'SHIPPED'])} applied`,
    (random) =>
      `DEBUG [hikari housekeeper] HikariPool - Pool stats (total=${random.int(8, 20)}, active=${random.int(0, 8)}, idle=${random.int(1, 8)}, waiting=0)`,
  ],
  [
    (random) =>
      `{"level":"info","msg":"request completed","method":"${method(random)}","url":"${path(random)}","status":${code(random)},"ms":${random.int(2, 900)},"trace":"${random.hex(16)}"}`,
    (random) =>
      `{"level":"info","msg":"cache","hit":${random.chance(0.7)},"key":"merchant:${random.hex(8)}","ttl":${random.int(3, 300)}}`,
    (random) =>
      `{"level":"warn","msg":"event loop delay","p99":${random.int(12, 340)},"handles":${random.int(90, 2400)}}`,
    (random) =>
      `{"level":"info","msg":"webhook delivered","event":"${id('evt', random)}","status":${random.pick([200, 200, 202, 204])},"attempt":1}`,
  ],
  [
    (random) =>
      `level=info msg="request" method=${method(random)} path=${path(random)} status=${code(random)} dur=${random.int(1, 900)}ms`,
    (random) => `level=info msg="lease renewed" holder=worker-${random.int(0, 11)} ttl=30s`,
    (random) =>
      `level=warn msg="retrying" op=${random.pick(['createLabel', 'getRate', 'deliver', 'lookup'])} attempt=${random.int(2, 4)} err="connection reset by peer"`,
    (random) =>
      `level=info msg="batch done" size=${random.int(1, 500)} dur=${random.int(20, 4000)}ms lag=${random.int(0, 900)}`,
  ],
];

/** Whether a scenario is about a backend service, whose log somebody would paste. */
export const keepsLogs = ({ home, kind, urgency }: Scenario): boolean =>
  (home === 'PAY' || home === 'CORE' || home === 'DATA') && kind !== 'request' && urgency !== 'low';

/**
 * A stretch of log as people paste it: mostly lines that have nothing to do with the matter. The style belongs to
 * the service, so that it logs alike in every ticket.
 */
export function logNoise(random: Random, service: string): string {
  const lines = Array.from({ length: random.int(7, 18) }, () => logLine(random, service, '{ts}'));
  return ['```', ...lines, '```'].join('\n');
}

/** One line of a service's log. */
export function logLine(random: Random, service: string, time: string): string {
  const style = styles[service.length % styles.length]!;
  const line = random.pick(style)(random);
  return line.startsWith('{') ? line.replace('{', `{"time":"${time}",`) : `${time} ${line}`;
}

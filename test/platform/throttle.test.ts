import { expect, test } from 'vitest';
import { createThrottle } from '../../src/platform/http/index.ts';
import type { Observed } from '../../src/platform/http/throttle.ts';
import { createVirtualTime } from '../support/virtual-time.ts';

const never = new AbortController().signal;
const nothing = { isNear: false, remaining: null, resetMs: null };
const fine: Observed = { status: 200, retryAfterMs: null, told: nothing };
const refusal = (seconds: number): Observed => ({ status: 429, retryAfterMs: seconds * 1000, told: nothing });

/** A site that says of each request, when it arrives, what it answers. */
type Site = (now: number) => Observed;

/** As Jira's limits against bursts: so many after a rest, and so many a second. */
function bucket(perSecond: () => number, burst: number, isTold = false): Site {
  let tokens = burst;
  let at = 0;
  return (now) => {
    tokens = Math.min(burst, tokens + ((now - at) / 1000) * perSecond());
    at = now;
    if (tokens < 1) return refusal(Math.ceil((1 - tokens) / perSecond()));
    tokens -= 1;
    const told = { isNear: tokens < burst / 5, remaining: Math.floor(tokens), resetMs: null };
    return isTold ? { ...fine, told } : fine;
  };
}

/** So many in each window. */
function windows(most: number, ms: number): Site {
  let window = 0;
  let count = 0;
  return (now) => {
    if (Math.floor(now / ms) > window) {
      window = Math.floor(now / ms);
      count = 0;
    }
    count += 1;
    return count <= most ? fine : refusal(Math.ceil(((window + 1) * ms - now) / 1000));
  };
}

/** Asks for so much, again where it was refused; how long that took in seconds, what was refused, and the most under way. */
async function ask(
  site: Site,
  { requests = 300, time = createVirtualTime(), throttle = createThrottle(4, time), latencyMs = 150 } = {},
) {
  const started = time.now();
  let underWay = 0;
  let most = 0;
  const one = async () => {
    const { status } = await throttle.run('GET /x', never, async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      const answer = site(time.now());
      await time.wait(answer.status === 429 ? 5 : latencyMs);
      underWay -= 1;
      return answer;
    });
    if (status !== 200) await one();
  };
  await time.until(Promise.all(Array.from({ length: requests }, one)));
  return { throttle, most, seconds: (time.now() - started) / 1000, refused: throttle.state.refusals };
}

test('without a limit the site is asked as often at once as may be', async () => {
  const { seconds, most, throttle } = await ask(() => fine);
  expect(most).toBe(4);
  expect(seconds).toBeLessThan((300 * 0.15) / 4 + 1);
  expect(throttle.state).toMatchObject({ perSecond: null, refusals: 0, answers: 300 });
});

test.each([
  ['a bucket', () => bucket(() => 10, 10), 10],
  ['a bucket that says what is left', () => bucket(() => 10, 10, true), 10],
  ['a large bucket', () => bucket(() => 10, 50), 10],
  ['a faster bucket', () => bucket(() => 20, 20), 20],
  ['a slow bucket', () => bucket(() => 2, 2), 2],
  ['windows of ten seconds', () => windows(100, 10_000), 10],
])('the limit of %s is used to nine tenths and more, with few refusals', async (_, site, perSecond) => {
  const { seconds, refused } = await ask(site(), { requests: 600 });
  expect(seconds).toBeLessThan((600 / perSecond) * 1.1);
  expect(refused).toBeLessThan(600 * 0.06);
});

test('a site that says when it is near its limit refuses less than half as often', async () => {
  const refusals = async (isTold: boolean) =>
    (
      await ask(
        bucket(() => 10, 10, isTold),
        { requests: 3000 },
      )
    ).refused;
  expect(await refusals(true)).toBeLessThan((await refusals(false)) / 2);
});

test('a limit only just met, after a slow beginning, is not taken for a lower one', async () => {
  const time = createVirtualTime();
  const options = { time, throttle: createThrottle(4, time), latencyMs: 250 };
  const site = bucket(() => 10, 10, true);
  for (let i = 0; i < 2; i += 1) await ask(site, { ...options, requests: 1 });
  await time.until(time.wait(300));
  const { seconds } = await ask(site, { ...options, requests: 600 });
  expect(seconds).toBeLessThan(60 * 1.1);
});

test.each([
  ['allows nothing at once', () => bucket(() => 10, 1)],
  ['allows little at once', () => bucket(() => 10, 3)],
  ['is counted anew each second', () => windows(10, 1000)],
])('a limit that %s is found as well', async (_, site) => {
  const { seconds, refused } = await ask(site(), { requests: 600 });
  expect(seconds).toBeLessThan(60 * 1.5);
  expect(refused).toBeLessThan(600 * 0.03);
});

test('what was idle teaches nothing', async () => {
  const time = createVirtualTime();
  const options = { requests: 200, time, throttle: createThrottle(4, time) };
  const site = bucket(() => 10, 10);
  await ask(site, options);
  await time.until(time.wait(3_600_000));
  const { seconds } = await ask(site, options);
  expect(seconds).toBeLessThan(20 * 1.1);
});

test('a limit that is raised is found within minutes, and one that is lowered at once', async () => {
  let perSecond = 10;
  const site = bucket(() => perSecond, 20);
  const time = createVirtualTime();
  const options = { requests: 300, time, throttle: createThrottle(8, time) };
  await ask(site, options);
  perSecond = 20;
  const raised = await ask(site, { ...options, requests: 3000 });
  expect(raised.seconds).toBeLessThan((3000 / 20) * 1.35);
  perSecond = 5;
  const lowered = await ask(site, options);
  expect(lowered.seconds).toBeLessThan((300 / 5) * 1.15);
});

test('nobody sends anything while the site asks to be left alone', async () => {
  const time = createVirtualTime();
  const arrivals: number[] = [];
  let isFirst = true;
  await ask(
    (now) => {
      arrivals.push(now);
      if (!isFirst) return fine;
      isFirst = false;
      return { ...fine, status: 503, retryAfterMs: 7000 };
    },
    { requests: 20, time },
  );
  expect(arrivals.filter((at) => at > 5 && at < 7000)).toEqual([]);
});

test('a site that slows down under the load is asked less at once, and more again when it is well', async () => {
  let isSlow = false;
  let underWay = 0;
  const time = createVirtualTime();
  const throttle = createThrottle(16, time);
  const one = () =>
    throttle.run('GET /x', never, async () => {
      underWay += 1;
      await time.wait(isSlow ? 100 * underWay : 100);
      underWay -= 1;
      return fine;
    });
  const many = (count: number) => time.until(Promise.all(Array.from({ length: count }, one)));
  await many(100);
  expect(throttle.state.concurrency).toBe(16);
  isSlow = true;
  await many(30);
  expect(throttle.state.concurrency).toBeLessThan(16);
  isSlow = false;
  await many(400);
  expect(throttle.state.concurrency).toBe(16);
});

test('a connection that breaks halves what is under way, once for all that were sent before', async () => {
  const time = createVirtualTime();
  const throttle = createThrottle(8, time);
  const one = (isBroken: boolean) =>
    throttle.run('GET /x', never, async () => {
      await time.wait(100);
      if (isBroken) throw new Error('reset');
      return fine;
    });
  await time.until(Promise.all(Array.from({ length: 50 }, () => one(false))));
  expect(throttle.state.concurrency).toBe(8);
  await time.until(Promise.allSettled(Array.from({ length: 8 }, () => one(true))));
  expect(throttle.state.concurrency).toBe(4);
});

test('who gives up while waiting for a turn is let go, and sends nothing', async () => {
  const throttle = createThrottle(1);
  const slow = throttle.run('GET /x', never, async () => refusal(600));
  await slow;
  const gaveUp = new AbortController();
  let isSent = false;
  const waiting = throttle.run('GET /x', gaveUp.signal, async () => {
    isSent = true;
    return fine;
  });
  gaveUp.abort();
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  expect(isSent).toBe(false);
});

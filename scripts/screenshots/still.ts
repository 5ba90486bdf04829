import type { BrowserContext } from 'playwright-core';

/**
 * Lets every page show the same, whenever it is looked at: it lives at `now`, and what the server did since `startedAt`
 * was done at that moment.
 */
export async function standStill(
  context: BrowserContext,
  { startedAt, now }: { startedAt: number; now: Date },
): Promise<void> {
  const still = (text: string) =>
    text
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (moment) =>
        Date.parse(moment) >= startedAt ? now.toISOString() : moment,
      )
      // How fast a Jira on this machine answers is the machine's own.
      .replaceAll(/"perSecond":[\d.]+/g, '"perSecond":null');

  await context.clock.setFixedTime(now);
  await context.route('**/api/**', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: still(await answer.text()) });
  });
  // It has no end, so that one cannot wait for it: its beginning is shown, as often as it is asked for.
  await context.route('**/api/events', async (route) => {
    const body = still(await beginningOf(route.request().url()));
    await route.fulfill({ contentType: 'text/event-stream', body });
  });
}

/** What a stream of events sends until each kind of event has come once. */
async function beginningOf(url: string): Promise<string> {
  const stop = new AbortController();
  const answer = await fetch(url, { signal: stop.signal });
  let text = '';
  for await (const piece of answer.body!.pipeThrough(new TextDecoderStream())) {
    text += piece;
    if (
      ['sample', 'status', 'jobs'].every((name) => text.includes(`event: ${name}\n`)) &&
      text.endsWith('\n\n')
    )
      break;
  }
  stop.abort();
  return text;
}

/** How many tickets of a server can be found, and how many wait for that. */
export async function indexingOf(
  url: string,
): Promise<{ readonly indexed: number; readonly waiting: number }> {
  const answer = await fetch(`${url}/api/status`);
  return ((await answer.json()) as { indexing: { indexed: number; waiting: number } }).indexing;
}

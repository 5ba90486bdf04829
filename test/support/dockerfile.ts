/** What the last stage of a Dockerfile starts, and in what environment. */
export interface Image {
  readonly env: Readonly<Record<string, string>>;
  readonly user: string;
  readonly workdir: string;
  /** ENTRYPOINT with CMD behind it. */
  readonly start: readonly string[];
  /** ENTRYPOINT alone, which other commands come behind. */
  readonly entrypoint: readonly string[];
  readonly healthCheck: readonly string[];
}

/** @param text one whose commands are in the form of JSON arrays. */
export function imageOf(text: string): Image {
  const lines = text.replaceAll(/\\\n\s*/g, '').split('\n');
  const stage = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')) + 1);
  const said = (word: string) =>
    stage.findLast((line) => line.startsWith(`${word} `))?.slice(word.length + 1);
  const list = (found = '[]'): string[] => JSON.parse(found.slice(found.indexOf('[')));
  const entrypoint = list(said('ENTRYPOINT'));
  return {
    env: Object.fromEntries((said('ENV') ?? '').split(/\s+/).map((each) => each.split('=', 2))),
    user: said('USER') ?? 'root',
    workdir: said('WORKDIR') ?? '/',
    entrypoint,
    start: [...entrypoint, ...list(said('CMD'))],
    healthCheck: list(said('HEALTHCHECK')),
  };
}

import { CasebookError } from '../../domain/index.ts';

/** What systems say where no space is left, on the disk or of what this user may take of it. */
const NO_SPACE = ['ENOSPC', 'EDQUOT'];
/** https://www.sqlite.org/rescode.html#full */
const SQLITE_FULL = 13;

/** An error as it came, or `disk-full` naming the place where it says that there is no space. */
export function asDiskFull(error: unknown, place: string): unknown {
  const { code, errcode } = (error ?? {}) as { code?: string; errcode?: number };
  const full = NO_SPACE.includes(code ?? '') || errcode === SQLITE_FULL;
  return full ? new CasebookError('disk-full', place, { cause: error }) : error;
}

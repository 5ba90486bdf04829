import type { CommonOptions } from '../command.ts';

export interface InitOptions extends CommonOptions {
  readonly site?: string;
  readonly email?: string;
  readonly tokenStdin?: boolean;
  readonly project?: readonly string[];
  readonly jql?: string;
  readonly yes?: boolean;
  readonly sync?: boolean;
  /** False where --no-sample was said. */
  readonly sample: boolean;
}

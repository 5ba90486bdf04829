import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * What takes longest in a single file, the longest of all first. The others come by their size, as long as nobody knows better: of
 * these, most are small and would come last, on one core while the other has nothing left to do.
 */
const LONGEST = [
  'crashes/crashes',
  'oracle/oracle',
  'soak/soak',
  'edge/schemathesis',
  'cli/command-line',
  'crashes/planted',
  'house/rules',
  'end-to-end/package',
  'platform/jobs',
  'web/accessibility',
  'library/library',
  'house/library-docs',
];

/** Starts those first, so that they run beside everything else rather than after it. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
      return at === -1 ? LONGEST.length : at;
    };
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['default', './test/support/closing-line.ts'],
    globalSetup: ['./test/support/build-web.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // The test runner itself would leave one core idle, half of a small machine.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
  },
});

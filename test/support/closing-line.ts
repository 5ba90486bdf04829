import type { Reporter, TestModule } from 'vitest/node';

/**
 * Prints the run's last line, `N passed, N failed` (and `, N skipped` where something was skipped), and names
 * every skipped test before it. In CI a skipped test fails the run: there, everything a suite needs is installed.
 */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    let passed = 0;
    let failed = errors.length;
    const skipped: string[] = [];
    for (const module of modules) {
      if (module.errors().length > 0) failed += module.errors().length;
      for (const test of module.children.allTests()) {
        const state = test.result().state;
        if (state === 'passed') passed += 1;
        else if (state === 'failed') failed += 1;
        else skipped.push(`${module.relativeModuleId} > ${test.fullName}`);
      }
    }
    for (const name of skipped) process.stdout.write(`SKIPPED: ${name}\n`);
    if (process.env.CI && skipped.length > 0) {
      process.stdout.write('Skipped tests count as failures in CI.\n');
      failed += skipped.length;
      process.exitCode = 1;
    }
    const tail = skipped.length > 0 ? `, ${skipped.length} skipped` : '';
    // A tick later, so that it comes after whatever the default reporter still has to say.
    process.on('exit', () => process.stdout.write(`\n${passed} passed, ${failed} failed${tail}\n`));
  }
}

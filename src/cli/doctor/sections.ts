import type { doctorAnswer, Wire } from '../../api/index.ts';
import { paint, print } from '../output.ts';

/** Under each other: what was looked at, and what is to be done. */
export function printSections(sections: Wire<typeof doctorAnswer>['sections']): void {
  for (const { name, summary, findings, notes, ms } of sections) {
    const verdict = findings.length === 0 ? paint('green', 'well') : paint('red', 'not well');
    print(paint('bold', name), '  ', verdict, ms === null ? '' : paint('dim', ` (${ms} ms)`));
    if (summary) print(`  ${summary}`);
    for (const { what, why, hides, advice } of findings) {
      print('  ', paint('yellow', what), `: ${why}`);
      if (hides) print(`    hides ${hides} from all but operators`);
      print(`    ${advice}`);
    }
    for (const note of notes) print(`  ${note}`);
  }
}

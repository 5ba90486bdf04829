import type { similarAnswer, Wire } from '../api/index.ts';
import { type Piece, paint, print, say } from './output.ts';

/** How a proposal of a duplicate is told on a terminal, wherever it comes from. */

type Similar = Wire<typeof similarAnswer>['similar'][number];

const WORDS: Record<Similar['likelihood'], string> = {
  'almost-certain': 'almost certainly a duplicate',
  probable: 'probably a duplicate',
  possible: 'possibly a duplicate',
  unlikely: 'hardly a duplicate',
};

export function verdict({ probability, likelihood }: Pick<Similar, 'probability' | 'likelihood'>): Piece {
  const style = probability >= 0.5 ? 'green' : probability >= 0.2 ? 'yellow' : 'dim';
  return paint(style, `${WORDS[likelihood]}, ${percent(probability)}`);
}

export function printEvidence(evidence: Similar['evidence']): void {
  for (const { speaks, text, terms } of evidence) {
    const said = terms.length > 0 ? `${text}: ${terms.join(', ')}` : text;
    print(paint('dim', `    ${speaks === 'for' ? '+' : '−'} ${said}`));
  }
}

export function printCalibration({ fits }: Wire<typeof similarAnswer>['calibration']): void {
  if (!fits)
    say(
      'These probabilities were learned with another embedder: `casebook calibrate` learns them for this one.',
    );
}

/** Never 0 or 100: no probability is that sure. */
function percent(probability: number): string {
  if (probability < 0.01) return 'under 1 %';
  if (probability > 0.99) return 'over 99 %';
  return `${Math.round(probability * 100)} %`;
}

import type { Random } from '../random.ts';

const slips: readonly (readonly [RegExp, string])[] = [
  [/\bplease\b/gi, 'pls'],
  [/\bthanks\b/gi, 'thx'],
  [/\bI am\b/g, 'im'],
  [/\bdo not\b/g, 'dont'],
  [/\bcannot\b/g, 'cant'],
  [/\bdoes not\b/g, 'doesnt'],
  [/\breceive/g, 'recieve'],
  [/\bthe\b/, 'teh'],
  [/\bdefinitely\b/g, 'definately'],
  [/\bseparate/g, 'seperate'],
  [/\baddress/g, 'adress'],
  [/\byou\b/g, 'u'],
  [/\band\b/, 'adn'],
  [/\bwith\b/, 'wiht'],
  [/\bcustomers\b/, 'custmers'],
  [/, /, ' '],
  [/\. ([A-Z])/g, '. $1'],
  [/\.$/gm, ''],
];

/** Prose as hurried people type it: a few slips and dropped capitals. Code blocks and anything in `ticks` stay. */
export function roughen(markup: string, random: Random): string {
  const chosen = random.sample(slips, random.int(1, 4));
  const lower = random.chance(0.4);
  return markup
    .split(/(```[\s\S]*?```|`[^`]*`)/)
    .map((piece) => {
      if (piece.startsWith('`')) return piece;
      let text = piece;
      for (const [pattern, slip] of chosen) text = text.replace(pattern, slip);
      return lower
        ? text.replace(/(^|\n|\. )([A-Z])(?=[a-z ])/g, (_, before, letter) => before + letter.toLowerCase())
        : text;
    })
    .join('');
}

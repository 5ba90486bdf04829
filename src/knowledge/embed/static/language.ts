/**
 * English words that carry no topic. Whoever writes English needs some of them as soon as it is more than a few words.
 */
const ENGLISH = wordSet(`
  a about after all an and any are as at be because been before but by can cannot could did do does for from get gets
  had has have how if in into is it its my no not of off on only or our out over should so still than that the their
  them then there these they this to too up was we were what when where which while who why will with without would you
  your`);

/**
 * Frequent words of a dozen other European languages. Left out are those that are English as well (die, war, ten), and
 * those that tickets use for something else (io, var, pod, aux, ci, os, est, en, de, com).
 */
const FOREIGN = wordSet(`
  aan aber aby agora ahora ainda ale algunos alla alors als ama anche antes ao après att até au auch aucun auf
  aus aussi avant avec bardzo bei beim bez bij bir być cada ce ces cette che chez chi comme comment como con cosa
  cuando cui cuándo czy cómo da daha dalla dans das dass dat dei della delle dem den depois depuis der des desde
  después deux deze değil dla dlaczego donc donde dopo dove du durch een efter ein eine einem einen einer eines el
  ela ele ella elle eller entre essa esse essere esta estas este estos está están et ett eu fait finns foi från fue
  för für gdy gdzie geen gibi gli går haben hace hasta hay heb heeft het ho hoe hur här ich ik ikke il ils im inte
  isso ist için jag jako je jest jeszcze jsem jsou już já kadar kann když kein keine kiedy která która które który
  können la las le les leur lors lorsque los maar mais mas meer mein mes meu mi mijn minha mit mnie mon może można
  muito muy más même může na naar nach nad nebo neden nel nella není nicht nichts nie niet ningún niż noch nog nous
  nur não när når och också oder også ohne olarak onder ont ook oraz ou où par para pas pela pelo pendant perché
  pero peut peux più plusieurs podczas pode porque pour pourquoi proč przed przez przy puede puedo può på před při
  quand quando que quel quelle quello questa questo qui qué schon se según sehr sein seit sempre senza seu si sich
  sie sind się skal sobre sono sonra sont sous sta sua suo são só są tak také także también também tego tem tento
  tiene toujours tous tout trop très tutti tylko uit uma un und une uno uns unter usted už ve ved veya você vom von
  voor vous však waar waarom wanneer warum wat wel wenn werd werden wie wij wir wird worden wordt wszystkie wurde ya
  yok za ze zich zijn zonder zu zum zur zwischen är çok è é être über że`);

/** Letters of scripts that English does not use. */
const LETTER = /\p{L}/gu;
const LATIN = /\p{Script=Latin}/gu;
/** Words of Latin letters; those that stand in names such as `lang=en`, `x.y` or `some_id` are no prose. */
const WORD =
  /(?<![\p{L}\p{N}_.=:/\\@#$-])[\p{Script=Latin}]+(?:['’]\p{Script=Latin}+)?(?![\p{L}\p{N}_=:/\\@(-]|\.\p{L})/gu;

/** `l'écran`, `d'accès`, `qu'il`. */
const ELISION = /^(?:[cdjlmnst]|qu)'./;

/** As far as a text is looked at, in UTF-16 units: its language does not change after that. */
const LOOKED_AT = 2000;

/**
 * Whether a text seems to be in English, for a model that knows no other language. Only evidence of another language
 * counts against it: another script in most of its letters, or more frequent words and accented spellings of other
 * languages than frequent English words. Names, identifiers and stack traces are evidence of nothing, so that `OOM` and
 * `nullpointer` pass; so does a foreign query of one or two plain words.
 *
 * @param isKnown whether the model's vocabulary holds a word in one piece, `café` read as `cafe`.
 */
export function seemsEnglish(text: string, isKnown: (word: string) => boolean): boolean {
  const start = text.slice(0, LOOKED_AT);
  const letters = start.match(LETTER)?.length ?? 0;
  const latin = start.match(LATIN)?.length ?? 0;
  if (letters > 2 * latin) return false;

  const words = new Set(start.match(WORD)?.filter((word) => !isShouted(word)));
  let english = 0;
  let foreign = 0;
  let unknown = 0;
  for (const spelled of words) {
    const word = spelled.toLowerCase().replace('’', "'");
    if (ENGLISH.has(word)) english += 1;
    else if (FOREIGN.has(word) || ELISION.test(word)) foreign += 1;
    else if (!isKnown(word)) {
      unknown += 1;
      if (isAccented(word)) foreign += 1;
    }
  }
  // One such word alone may be a name; among several words that the vocabulary lacks it is not.
  return foreign <= english || (foreign === 1 && unknown < 2);
}

/** `OS` and `EN` are abbreviations, not the words of other languages. */
function isShouted(word: string): boolean {
  return word.length > 1 && word === word.toUpperCase();
}

function isAccented(word: string): boolean {
  return /[^a-z']/.test(word);
}

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/));
}

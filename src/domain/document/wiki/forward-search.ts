/**
 * Finds the next occurrence of `needle` at or after a place that only moves forward. What was found, or not found, is
 * kept, so that all calls together read the text once: an opening bracket without its closing one costs nothing the
 * second time.
 */
export function forwardSearch(text: string, needle: string): (from: number) => number {
  let known = -2;
  return (from) => {
    if (known !== -1 && known < from) known = text.indexOf(needle, from);
    return known;
  };
}

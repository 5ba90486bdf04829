import type { Logger, Metrics } from '../platform/telemetry/index.ts';

/** Counts texts that lost their end; the first time in words too, for a model that cuts one cuts many. */
export function sayOnce(log: Logger, metrics: Metrics): (texts: number) => void {
  let said = false;
  return (texts) => {
    metrics.countCutTexts(texts);
    if (!said)
      log.warn(
        { texts },
        'texts are longer than the embedding model reads: their ends are found by words alone; casebook_embedding_cut_texts_total counts them',
      );
    said = true;
  };
}

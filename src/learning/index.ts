export { type DataSetSummary, fineTuningLines } from './fine-tuning/data-set.ts';
export type { DataSetFormat } from './fine-tuning/example.ts';

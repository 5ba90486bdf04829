export { type DataSetSummary, fineTuningLines, type LearnableTicket } from './fine-tuning/data-set.ts';
export { FORMATS } from './fine-tuning/example.ts';

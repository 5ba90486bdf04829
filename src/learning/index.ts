export { type DataSetSummary, fineTuningLines } from './fine-tuning/data-set.ts';
export { DATA_SET_FORMATS, type DataSetFormat } from './fine-tuning/example.ts';
export { LEFT_OUT } from './fine-tuning/resolution.ts';
export { MASKED_KINDS } from './fine-tuning/sensitive-forms.ts';

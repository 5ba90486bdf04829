/** The closed lists of data sets that the API and the command line name. */
export { DATA_SET_FORMATS } from './fine-tuning/example.ts';
export { LEFT_OUT } from './fine-tuning/resolution.ts';
export { MASKED_KINDS } from './fine-tuning/sensitive-forms.ts';

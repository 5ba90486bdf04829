export const FILE_FORMATS = ['jsonl', 'json', 'csv'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

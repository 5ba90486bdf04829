import type { StaticModel } from '../embed/static/file.ts';
import { rowLengths, type Student } from './student.ts';

type Table = Pick<StaticModel, 'rows' | 'scales'>;

/**
 * The model with what the student has learned in the place of what it knew: each row as int8 with a scale.
 *
 * @param share how far to go from the model to the student, 0 to 1.
 */
export function learnedTable(model: StaticModel, student: Student, share = 1): Table {
  const { dimensions } = model;
  const [rows, scales] = [model.rows.slice(), model.scales.slice()];
  const lengths = rowLengths(model);
  for (let token = 0; token < scales.length; token += 1) {
    const vector = student.learned(token, share);
    if (!vector) continue;
    let peak = 0;
    for (const value of vector) peak = Math.max(peak, Math.abs(value));
    if (peak === 0) continue;
    scales[token] = (model.scales[token]! * lengths[token]! * peak) / 127;
    for (let i = 0; i < dimensions; i += 1)
      rows[token * dimensions + i] = Math.round((vector[i]! / peak) * 127);
  }
  return { rows, scales };
}

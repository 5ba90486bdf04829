/** The columns that every export has, and a row for them. */
export const CSV_HEADER = ['Summary', 'Issue key', 'Issue id', 'Issue Type', 'Status', 'Created', 'Updated'];

export function csvRow(number: number): string[] {
  return [
    `Payment ${number} is charged twice`,
    `PAY-${number}`,
    String(10_000 + number),
    'Bug',
    'Resolved',
    '02/Jan/26 8:00 AM',
    '03/Jan/26 8:00 AM',
  ];
}

/** Rows as a CSV file, every cell quoted where it must be. */
export function csv(rows: readonly (readonly string[])[], delimiter = ',', lineEnd = '\r\n'): string {
  const cell = (text: string) =>
    text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return rows.map((row) => row.map(cell).join(delimiter) + lineEnd).join('');
}

/** An export of one row with further columns. */
export function exported(
  columns: readonly (readonly [string, string])[],
  row: readonly string[] = csvRow(1),
) {
  return csv([
    [...CSV_HEADER, ...columns.map(([name]) => name)],
    [...row, ...columns.map(([, value]) => value)],
  ]);
}

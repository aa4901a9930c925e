/** Writes tables as CSV (RFC 4180). */

/** Quotes a value that would break its row. */
export const csvCell = (value: string): string =>
  /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

/** Returns a table for spreadsheets, which would run a text that begins like a formula: an apostrophe stands before it. */
export function csvForSpreadsheets(rows: readonly (readonly (string | number)[])[]): string {
  const lines = rows.map((cells) =>
    cells
      .map((value) => csvCell(typeof value === 'number' ? `${value}` : value.replace(/^[=+\-@\t\r]/, "'$&")))
      .join(','),
  );
  // A byte order mark: without one, Excel takes UTF-8 for an old code page.
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

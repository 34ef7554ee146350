/** One column: its name, and its cell of a row; `undefined` = not known, an empty cell and never 0. */
export type CsvColumn<Row> = readonly [name: string, cell: (row: Row) => string | undefined];

/** Rows as RFC 4180 text, names first. */
export function csvText<Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string {
	const lines = rows.map((row) => columns.map(([, cell]) => quoted(cell(row) ?? '')));
	return [columns.map(([name]) => name), ...lines]
		.map((cells) => `${cells.join(',')}\r\n`)
		.join('');
}

/** A text a spreadsheet would run as a formula is one that no row of ours has: a cell that begins so is told apart by a quote. */
function quoted(cell: string): string {
	const inert = /^[=+@\t\r]|^-(?![0-9])/.test(cell) ? `'${cell}` : cell;
	return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

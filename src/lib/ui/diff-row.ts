/** A line of before → after. */
export interface DiffRow {
	readonly label: string;
	readonly now: string;
	/** From the simulation; `undefined` before there was one. */
	readonly after: string | undefined;
}

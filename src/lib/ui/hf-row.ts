import { amountText, UNKNOWN } from './number-text.ts';

/** A position in a list of health factors. */
export interface HfRow {
	readonly id: string;
	readonly name: string;
	/** 7 decimals; `undefined` = a leg has no price, or there is no debt. */
	readonly factor: bigint | undefined;
	/** Before the last move of a price. */
	readonly before: bigint | undefined;
	/** Strictly below 1.0: work on offer. */
	readonly atRisk: boolean;
	/** What is going on with it; empty = nothing. */
	readonly note: string;
}

export const factorText = (factor: bigint | undefined): string =>
	factor === undefined ? UNKNOWN : amountText(factor, 7, 2);

/** Lowest first; what nobody can value at the end. */
export function byFactor(a: HfRow, b: HfRow): number {
	if (a.factor === undefined || b.factor === undefined) {
		return Number(a.factor === undefined) - Number(b.factor === undefined);
	}
	return a.factor < b.factor ? -1 : a.factor > b.factor ? 1 : 0;
}

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

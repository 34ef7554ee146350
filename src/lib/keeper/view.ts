import type { Price } from '#lib/math/amount.ts';
export interface OraclePrice {
	readonly value: Price;
	/** Unix seconds; an always fresh price is as old as the ledger that reads it. */
	readonly at: number | 'always-fresh';
}

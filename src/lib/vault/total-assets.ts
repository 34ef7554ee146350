import { usdc, type Usdc } from '#lib/math/amount.ts';

/** The vault's own books. */
export interface Books {
	readonly booked: Usdc;
	readonly owed: Usdc;
}

/**
 * max(0, min(booked, balance) − owed − unvested): a donation adds nothing, a missing balance takes at once. Equals nectar-vault's
 * `total_assets`.
 */
export function totalAssets(books: Books, balance: Usdc, unvested: Usdc): Usdc {
	const held = books.booked < balance ? books.booked : balance;
	const owned = held - books.owed - unvested;
	return usdc(owned > 0n ? owned : 0n);
}

import { usdc, type SharePrice, type Shares, type Usdc } from '#lib/math/amount.ts';
import { sharePriceFloor } from './share-price.ts';
import { totalAssets, type Books } from './total-assets.ts';
import { unvestedCeil, type VestingBucket } from './vesting.ts';

/** The share price on its way from before the profits that vest now to after them, if nothing else happens. */
export interface VestingOutlook {
	readonly price: SharePrice;
	/** Without anything of what vests now. */
	readonly before: SharePrice;
	readonly whenVested: SharePrice;
	/** USDC that has not vested yet. */
	readonly unvested: Usdc;
	/** Unix seconds; `undefined` = nothing vests. */
	readonly span: { readonly from: number; readonly to: number } | undefined;
}

interface VaultPot {
	readonly books: Books;
	readonly balance: Usdc;
	readonly vesting: readonly VestingBucket[];
	readonly totalShares: Shares;
}

/** At the ledger's close time, unix seconds. */
export function vestingOutlook(
	{ books, balance, vesting, totalShares }: VaultPot,
	now: number
): VestingOutlook {
	const live = vesting.filter(({ end }) => end > now);
	const unvested = unvestedCeil(live, now);
	const owned = (without: bigint) => totalAssets(books, balance, usdc(without));
	const at = (without: bigint) => sharePriceFloor({ totalAssets: owned(without), totalShares });
	const whole = live.reduce((sum, { amount }) => sum + amount, 0n);
	return {
		price: at(unvested),
		before: at(whole),
		whenVested: at(0n),
		unvested,
		span:
			live.length === 0
				? undefined
				: {
						from: Math.min(...live.map(({ start }) => start)),
						to: Math.max(...live.map(({ end }) => end))
					}
	};
}

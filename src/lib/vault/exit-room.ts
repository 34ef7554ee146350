import { shares, usdc, type Shares, type Usdc } from '#lib/math/amount.ts';
import { mulDiv } from '#lib/math/mul-div.ts';
import { previewRedeemFloor, type Pot } from './share-price.ts';

/** What an account could take out now. */
export interface ExitRoom {
	/** Equals `max_redeem`. */
	readonly shares: Shares;
	/** Equals `max_withdraw`. */
	readonly assets: Usdc;
	/** Less than what is unlocked: the rest is out with bonded draws. */
	readonly isShort: boolean;
}

/** `atHand`: what is in the vault and not owed to operators. */
export function exitRoom(pot: Pot, unlocked: Shares, atHand: Usdc): ExitRoom {
	const worth = previewRedeemFloor(pot, unlocked);
	if (worth <= atHand) return { shares: unlocked, assets: worth, isShort: false };
	return { shares: mostShares(pot, atHand), assets: atHand, isShort: true };
}

/** The most shares worth no more than `assets`: ⌈(assets + 1) · supply / total⌉ − 1, 0 for nothing. */
function mostShares({ totalAssets, totalShares }: Pot, assets: Usdc): Shares {
	return assets === 0n || totalAssets === 0n
		? shares(0n)
		: shares(mulDiv(assets + 1n, totalShares, totalAssets, 'ceil') - 1n);
}

/** USDC in the vault that depositors can have at once, never negative. */
export const usdcAtHand = (balance: Usdc, owed: Usdc): Usdc =>
	usdc(balance > owed ? balance - owed : 0n);

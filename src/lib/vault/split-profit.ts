import { usdc, type Usdc } from '#lib/math/amount.ts';
import { mulDiv } from '#lib/math/mul-div.ts';
import { BPS } from '#lib/math/scale.ts';

export interface ProfitSplit {
	/** The operator's. */
	readonly fee: Usdc;
	/** The depositors', which vests. */
	readonly vaultShare: Usdc;
}

/** fee = ⌊profit·feeBps/10,000⌋, the rest is the depositors'. Equals the split of nectar-vault's `fill`. */
export function splitProfitFloor(profit: Usdc, feeBps: number): ProfitSplit {
	const fee = mulDiv(profit, BigInt(feeBps), BPS, 'floor');
	return { fee: usdc(fee), vaultShare: usdc(profit - fee) };
}

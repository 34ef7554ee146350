import type { AuctionCurve } from '#lib/keeper/auction-curve.ts';
import { curve } from '#lib/blend/scale-auction.ts';
import { usdc } from '#lib/math/amount.ts';

/** The rule of every auction in thousandths of its lot and its bid: no auction in particular, and so no break-even. */
export const RULE_CURVE: Pick<AuctionCurve, 'points' | 'breakEven' | 'firstFill'> = {
	points: Array.from({ length: 41 }, (_, index) => {
		const { lotPermille, bidPermille } = curve(index * 10);
		return { age: index * 10, lot: usdc(lotPermille), bid: usdc(bidPermille) };
	}),
	breakEven: undefined,
	firstFill: undefined
};

export const RULE_SENTENCE =
	'Over the first 200 ledgers the share of the lot a filler receives rises from 0 to 100 percent while the bid to repay stays whole. Over the next 200 ledgers the bid falls from 100 to 0 percent.';

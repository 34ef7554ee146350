import type { AuctionCurve } from '#lib/keeper/auction-curve.ts';
import type { AssetAmount } from '#lib/keeper/fill-needs.ts';
import type { NameOf } from '#lib/keeper/explain.ts';
import { amountText, countText } from './number-text.ts';

/** The words of a curve, with its numbers as people write them. */
export interface CurveTexts {
	readonly unit: string;
	readonly lotScale: string;
	readonly bidScale: string;
	readonly lot: string;
	readonly bid: string;
	/** Of the dotted line; `undefined` = it is not named. */
	readonly breakEven: string | undefined;
	readonly onOffer: string;
}

/** How an asset is written: its code, and its decimals. */
export interface AssetNames {
	readonly nameOf: NameOf;
	readonly decimalsOf: (asset: string) => number;
}

/** `narrow` leaves the amounts to the table. */
export function curveTexts(curve: AuctionCurve, names: AssetNames, narrow: boolean): CurveTexts {
	const bidWhole = curve.points[0]?.bid ?? 0n;
	const lotWhole = curve.points.at(-1)?.lot ?? 0n;
	return {
		unit: 'USDC',
		lotScale: amountText(lotWhole, 7, 0),
		bidScale: amountText(bidWhole, 7, 0),
		lot: narrow ? 'lot to receive' : `lot to receive, ${legsText(curve.lot, names)}`,
		bid: narrow ? 'bid to repay' : `bid to repay, ${legsText(curve.bid, names)}`,
		breakEven: curve.breakEven === undefined ? undefined : `break-even ${curve.breakEven}`,
		onOffer: 'profit on offer'
	};
}

/** The rule of every auction, as shares of a lot and a bid that are none in particular. */
export const RULE_TEXTS: CurveTexts = {
	unit: '',
	lotScale: '100 %',
	bidScale: '100 %',
	lot: 'lot to receive',
	bid: 'bid to repay',
	breakEven: undefined,
	onOffer: 'more on offer each ledger'
};
export const NARROW_RULE_TEXTS: CurveTexts = { ...RULE_TEXTS, onOffer: 'more each ledger' };

/** `3,156.75 XLM and 12.00 EURC`. */
export const legsText = (legs: readonly AssetAmount[], names: AssetNames): string =>
	legs
		.map(
			({ asset, amount }) =>
				`${amountText(amount, names.decimalsOf(asset), 2)} ${names.nameOf(asset)}`
		)
		.join(' and ');

/** The curve in a sentence, for who cannot see it. */
export function curveSentence(curve: AuctionCurve, now: number | undefined): string {
	const place = now === undefined ? '' : `, ledger ${countText(Math.max(now, 0))} of 400`;
	const even =
		curve.breakEven === undefined
			? 'the lot is never worth its bid'
			: `break-even at ledger ${curve.breakEven}`;
	const first =
		curve.firstFill === undefined
			? 'no age makes it worth a fill'
			: `profitable for the vault from ledger ${curve.firstFill}`;
	return `Auction curve${place}; ${even}; ${first}.`;
}

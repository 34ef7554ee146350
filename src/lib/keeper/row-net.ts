import { mulDiv } from '#lib/math/mul-div.ts';
import { SCALE_7 } from '#lib/math/scale.ts';
import type { LedgerRow } from './ledger-row.ts';

/** Actions that earn a share when they are won; all others only cost their fee. */
const earns = (row: LedgerRow): boolean => row.action === 'fill' && row.outcome === 'won';

/** The operator's share in USDC; `undefined` = not known (yet). Only a fill that was won has one. */
export function rowEarned(row: LedgerRow): bigint | undefined {
	if (earns(row)) return row.operatorShare;
	return isSettled(row) ? 0n : undefined;
}

/** The network's fee in USDC at the price of when it was booked, rounded up; `undefined` = not known. */
export function rowFeeInUsdc({ fee, xlmPrice }: LedgerRow): bigint | undefined {
	if (fee === 0n) return 0n;
	if (fee === undefined || xlmPrice === undefined) return undefined;
	return mulDiv(fee, xlmPrice, SCALE_7, 'ceil');
}

/** What the attempt brought the operator after its fee, in USDC; `undefined` = not known. */
export function rowNet(row: LedgerRow): bigint | undefined {
	const earned = rowEarned(row);
	const fee = rowFeeInUsdc(row);
	return earned === undefined || fee === undefined ? undefined : earned - fee;
}

/** The chain has said its last word about it. */
export const isSettled = ({ outcome }: LedgerRow): boolean =>
	outcome !== 'open' && outcome !== 'unknown' && outcome !== 'outbid';

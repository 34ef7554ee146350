import { rate12, underlying } from '#lib/math/amount.ts';
import { mulDiv } from '#lib/math/mul-div.ts';
import { SCALE_12, SCALE_7 } from '#lib/math/scale.ts';
import { owedCeil, suppliedFloor } from './convert.ts';
import { interestOver } from './interest.ts';
import type { ReserveConfig, ReserveData } from './reserve.ts';

/**
 * A reserve's books at `now` (unix seconds), as the pool would load them in a ledger closing then. Equals the `data` of
 * `get_reserve` (blend-v2.md §5.3). `bstopRate` has 7 decimals.
 */
export function accrue(
	config: ReserveConfig,
	data: ReserveData,
	bstopRate: number,
	now: number
): ReserveData {
	const elapsed = now - data.lastTime;
	if (elapsed < 0) throw new TimeReversedError(data.lastTime, now);
	if (elapsed === 0) return data;
	const utilisation = utilisationCeil(data);
	if (data.bSupply === 0n || utilisation === 0n) return { ...data, lastTime: now };

	const { accrual, irMod } = interestOver(config, utilisation, data.irMod, elapsed);
	const dRate = rate12(mulDiv(accrual, data.dRate, SCALE_12, 'ceil'));
	const accrued = owedCeil(data.dSupply, dRate) - owedCeil(data.dSupply, data.dRate);
	if (accrued <= 0n) return { ...data, dRate, irMod, lastTime: now };

	const credit = mulDiv(accrued, BigInt(bstopRate), SCALE_7, 'floor');
	const supplied = suppliedFloor(data.bSupply, data.bRate) + accrued - credit;
	return {
		...data,
		dRate,
		irMod,
		bRate: rate12(mulDiv(supplied, SCALE_12, data.bSupply, 'floor')),
		backstopCredit: underlying(data.backstopCredit + credit),
		lastTime: now
	};
}

/** Debt ÷ supply with 7 decimals, rounded up; at most 1, and 0 without debt. */
export function utilisationCeil(data: ReserveData): bigint {
	const owed = owedCeil(data.dSupply, data.dRate);
	if (owed === 0n) return 0n;
	const supplied = suppliedFloor(data.bSupply, data.bRate);
	return owed >= supplied ? SCALE_7 : mulDiv(owed, SCALE_7, supplied, 'ceil');
}

/** A reserve was to be accrued to a time before its books: always a bug in the caller. */
export class TimeReversedError extends Error {
	override readonly name = 'TimeReversedError';
	constructor(lastTime: number, now: number) {
		super(`expected a time at or after ${lastTime}; found ${now}`);
	}
}

import { mulDiv } from '#lib/math/mul-div.ts';
import { SCALE_12, SCALE_7 } from '#lib/math/scale.ts';
import type { ReserveConfig } from './reserve.ts';

const STEEP_FROM = 9_500_000n;
const SECONDS_PER_YEAR = 31_536_000n;
const IR_MOD_MIN = 1_000_000n;
const IR_MOD_MAX = 100_000_000n;

/** What interest does to a reserve over `elapsed` seconds at one utilisation (blend-v2.md §5.3). */
export interface Interest {
	/** Growth of the debt, 12 decimals, ≥ 1. */
	readonly accrual: bigint;
	/** The next interest modifier, 7 decimals. */
	readonly irMod: bigint;
}

export function interestOver(
	config: ReserveConfig,
	utilisation: bigint,
	irMod: bigint,
	elapsed: number
): Interest {
	const seconds = BigInt(elapsed);
	const rate = interestRateCeil(config, utilisation, irMod);
	const years = mulDiv(seconds, SCALE_12, SECONDS_PER_YEAR, 'floor');
	return {
		accrual: SCALE_12 + mulDiv(years, rate, SCALE_7, 'ceil'),
		irMod: nextModifier(config, utilisation, irMod, seconds)
	};
}

/** Interest per year, 7 decimals, at a utilisation and modifier of 7 decimals. */
export function interestRateCeil(
	config: ReserveConfig,
	utilisation: bigint,
	irMod: bigint
): bigint {
	const target = BigInt(config.util);
	const base = BigInt(config.rBase);
	const one = BigInt(config.rOne);
	if (utilisation <= target) {
		const slope = mulDiv(mulDiv(utilisation, SCALE_7, target, 'ceil'), one, SCALE_7, 'ceil');
		return mulDiv(slope + base, irMod, SCALE_7, 'ceil');
	}
	const two = BigInt(config.rTwo);
	if (utilisation <= STEEP_FROM) {
		const part = mulDiv(utilisation - target, SCALE_7, STEEP_FROM - target, 'ceil');
		return mulDiv(mulDiv(part, two, SCALE_7, 'ceil') + one + base, irMod, SCALE_7, 'ceil');
	}
	const part = mulDiv(utilisation - STEEP_FROM, SCALE_7, SCALE_7 - STEEP_FROM, 'ceil');
	const steep = mulDiv(part, BigInt(config.rThree), SCALE_7, 'ceil');
	return steep + mulDiv(irMod, two + one + base, SCALE_7, 'ceil');
}

/** The modifier rises above the target utilisation (floored) and falls below it (the fall rounded up, towards none). */
function nextModifier(
	config: ReserveConfig,
	utilisation: bigint,
	irMod: bigint,
	seconds: bigint
): bigint {
	const target = BigInt(config.util);
	const reactivity = BigInt(config.reactivity);
	if (utilisation >= target) {
		const rise = mulDiv(seconds * (utilisation - target), reactivity, SCALE_7, 'floor');
		return irMod + rise > IR_MOD_MAX ? IR_MOD_MAX : irMod + rise;
	}
	const fall = mulDiv(seconds * (target - utilisation), reactivity, SCALE_7, 'floor');
	return irMod - fall < IR_MOD_MIN ? IR_MOD_MIN : irMod - fall;
}

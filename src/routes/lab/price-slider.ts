/* A slider counts percents of the price that a network began with; prices themselves stay integers. */

const MIN = 20;
const MAX = 150;

export interface PriceSlider {
	readonly min: number;
	readonly max: number;
	/** The nearest whole percent below; beyond the ends it stands at them. */
	readonly value: number;
}

export function sliderOf(price: bigint, first: bigint): PriceSlider {
	const percent = Number((price * 100n) / first);
	return { min: MIN, max: MAX, value: Math.min(Math.max(percent, MIN), MAX) };
}

export const fromSlider = (percent: number, first: bigint): bigint =>
	(first * BigInt(Math.round(percent))) / 100n;

/** `, −25 %`; nothing where nothing changed. */
export function changeText(price: bigint, first: bigint): string {
	const tenths = ((price - first) * 1_000n) / first;
	if (tenths === 0n) return '';
	const size = tenths < 0n ? -tenths : tenths;
	const fraction = size % 10n === 0n ? '' : `.${size % 10n}`;
	return `, ${tenths < 0n ? '−' : '+'}${size / 10n}${fraction} %`;
}

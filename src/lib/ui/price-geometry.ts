import type { PricePoint, PriceSeries } from '#lib/vault/price-series.ts';

/*
 * The picture of a share price. Its scale starts near the lowest price in sight, as the changes of a whole year would be a hair on
 * one that starts at 0; the chart says so.
 */

interface PriceBox {
	readonly width: number;
	readonly height: number;
}
interface PriceGrid {
	readonly y: number;
	/** 12 decimals. */
	readonly price: bigint;
}
interface PricePicture {
	readonly line: string;
	readonly area: string;
	/** Earned, still vesting; empty without any. */
	readonly ahead: string;
	readonly axis: string;
	readonly ticks: string;
	readonly fills: string;
	readonly grid: readonly PriceGrid[];
	/** 12 decimals: where the scale starts. */
	readonly floor: bigint;
	/** Decimals that tell two lines of the grid apart. */
	readonly places: number;
	readonly now: { readonly x: number; readonly y: number };
	/** Unix seconds at both ends of the line. */
	readonly from: number;
	readonly until: number;
}

/** Right: half of the dot that marks now. */
const PAD = { left: 1, right: 5, top: 34, bottom: 34 };
/** Part of the width that what is still vesting may take. */
const AHEAD = 0.16;
const GRID_LINES = 4;
const SECS = [
	1, 5, 10, 30, 60, 300, 600, 1_800, 3_600, 10_800, 21_600, 43_200, 86_400, 604_800, 2_592_000
];
const MOST_TICKS = 40;
/** A price that does not move stands on a scale of thousandths. */
const FLAT_STEP = 1_000_000_000n;

/** `from`: unix seconds at which the picture begins. `fills`: when fills happened. */
export function pricePicture(
	{ points, outlook }: PriceSeries,
	fills: readonly number[],
	from: number,
	box: PriceBox
): PricePicture | undefined {
	const last = points.at(-1);
	if (last === undefined) return undefined;
	const seen = clipped(points, from);
	const start = seen[0]?.at ?? last.at;
	const span = Math.max(last.at - start, 1);
	const ahead = upTo(outlook, last.at + Math.ceil(span * (AHEAD / (1 - AHEAD))));
	const room = ahead.length > 1 ? AHEAD : 0;
	const inner = box.width - PAD.left - PAD.right;
	const nowX = PAD.left + inner * (1 - room);
	const bottom = box.height - PAD.bottom;
	const scale = scaleOf([...seen, ...ahead]);
	const x = (at: number) => round(PAD.left + ((at - start) / span) * (nowX - PAD.left));
	const y = (price: bigint) =>
		round(bottom - part(price - scale.low, scale.high - scale.low) * (bottom - PAD.top));
	const path = (some: readonly PricePoint[]) =>
		some.map(({ at, price }, index) => `${index === 0 ? 'M' : 'L'}${x(at)} ${y(price)}`).join('');
	const line = path(seen);
	return {
		line,
		area: `${line}L${x(last.at)} ${bottom}L${x(start)} ${bottom}Z`,
		ahead: path(ahead),
		axis: `M${PAD.left} ${bottom + 0.5}H${round(box.width - PAD.right)}`,
		ticks: ticksOf(start, last.at, x, bottom),
		fills: fills
			.filter((at) => at >= start && at <= last.at)
			.map((at) => `M${x(at)} ${bottom}v-7`)
			.join(''),
		grid: scale.lines.map((price) => ({ price, y: y(price) })),
		floor: scale.low,
		places: scale.places,
		now: { x: x(last.at), y: y(last.price) },
		from: start,
		until: last.at
	};
}

/** The points from a time on, with one at that very time on the line between its neighbours. */
function clipped(points: readonly PricePoint[], from: number): readonly PricePoint[] {
	const index = points.findIndex(({ at }) => at >= from);
	if (index <= 0) return points;
	const [before, first] = [points[index - 1], points[index]];
	if (before === undefined || first === undefined || first.at === from) return points.slice(index);
	return [{ at: from, price: between(before, first, from) }, ...points.slice(index)];
}

/** What lies further ahead than the picture shows is cut where the picture ends. */
function upTo(outlook: readonly PricePoint[], until: number): readonly PricePoint[] {
	const index = outlook.findIndex(({ at }) => at > until);
	if (index < 0) return outlook.length > 1 ? outlook : [];
	const [before, next] = [outlook[index - 1], outlook[index]];
	if (before === undefined || next === undefined) return [];
	return [...outlook.slice(0, index), { at: until, price: between(before, next, until) }];
}

/** On a straight line, floored: never more than there will be. */
function between(a: PricePoint, b: PricePoint, at: number): PricePoint['price'] {
	const passed = BigInt(at - a.at);
	return (a.price + ((b.price - a.price) * passed) / BigInt(b.at - a.at)) as PricePoint['price'];
}

function scaleOf(points: readonly PricePoint[]) {
	const prices = points.map(({ price }) => price as bigint);
	const least = prices.reduce((low, price) => (price < low ? price : low));
	const most = prices.reduce((high, price) => (price > high ? price : high));
	const step = most === least ? FLAT_STEP : niceStep(most - least);
	const low = (least / step) * step;
	const high = most === low ? low + step : most;
	const lines: bigint[] = [];
	for (let line = low + step; line <= high; line += step) lines.push(line);
	return { low, high, lines, places: 13 - step.toString().length };
}

/** 1, 2 or 5 times a power of ten, so that at most four lines of the grid lie in the range; never finer than a millionth. */
function niceStep(range: bigint): bigint {
	for (let power = 1_000_000n; ; power *= 10n) {
		for (const factor of [1n, 2n, 5n]) {
			if (range / (power * factor) < BigInt(GRID_LINES)) return power * factor;
		}
	}
}

function ticksOf(from: number, until: number, x: (at: number) => number, top: number): string {
	const step = SECS.find((secs) => (until - from) / secs <= MOST_TICKS) ?? until - from;
	const ticks: string[] = [];
	for (let at = Math.ceil(from / step) * step; at <= until; at += step) {
		ticks.push(`M${x(at)} ${top + 1}v${(at / step) % 5 === 0 ? 7 : 4}`);
	}
	return ticks.join('');
}

/** Pixels need no more: a ten-thousandth of the height. */
const part = (value: bigint, of: bigint): number => Number((value * 10_000n) / of) / 10_000;
const round = (pixels: number): number => Math.round(pixels * 100) / 100;

import type { CurvePoint } from '#lib/keeper/auction-curve.ts';

/* Where an auction's two lines run, in CSS pixels. Numbers here are places on the screen, never money. */

export interface CurveFrame {
	readonly width: number;
	/** Too narrow for a scale beside the lines and for the longer labels. */
	readonly narrow: boolean;
	readonly left: number;
	readonly right: number;
	/** Height of the larger of lot and bid. */
	readonly top: number;
	/** Height of nothing: the ruler. */
	readonly base: number;
	/** Below the numbers of the ruler. */
	readonly height: number;
}

export interface Spot {
	readonly x: number;
	readonly y: number;
}

/** A word on or beside a line. */
export interface Label extends Spot {
	readonly anchor: 'start' | 'middle' | 'end';
}
export interface SlantedLabel extends Spot {
	readonly degrees: number;
}

export interface Curve {
	/** Area between the lines where the lot is worth more than its bid. */
	readonly profit: string | undefined;
	readonly lot: SplitLine;
	readonly bid: SplitLine;
	readonly lotWhole: Spot;
	readonly bidWhole: Spot;
	readonly lotRises: SlantedLabel;
	readonly bidFalls: SlantedLabel;
	/** Where the words for the area fit; `undefined` = nowhere. */
	readonly onOffer: Spot | undefined;
	/** Height of the lot's line at an age. */
	readonly lotAt: (age: number) => Spot;
}

/** A line up to now, and beyond it. */
export interface SplitLine {
	readonly past: string;
	readonly future: string;
}

export const LAST_AGE = 400;
const WHOLE_AGE = 200;
const NARROW_BELOW = 480;

export function curveFrame(width: number, scaleWidth = 34): CurveFrame {
	const narrow = width < NARROW_BELOW;
	const base = narrow ? 164 : 190;
	return {
		width,
		narrow,
		left: narrow ? 1 : scaleWidth,
		right: width - (narrow ? 1 : 4),
		top: 24,
		base,
		height: base + 25
	};
}

export const ageX = ({ left, right }: CurveFrame, age: number): number =>
	round(left + (Math.min(Math.max(age, 0), LAST_AGE) / LAST_AGE) * (right - left));

const ageAt = ({ left, right }: CurveFrame, x: number): number =>
	((Math.min(Math.max(x, left), right) - left) / (right - left)) * LAST_AGE;

export function curveOf(
	frame: CurveFrame,
	points: readonly CurvePoint[],
	{ now, breakEven }: { readonly now: number | undefined; readonly breakEven: number | undefined }
): Curve {
	const most = points.reduce((max, { lot, bid }) => bigger(max, bigger(lot, bid)), 1n);
	const y = (value: number) => round(frame.base - value * (frame.base - frame.top));
	const lots = points.map(({ age, lot }) => ({ age, value: share(lot, most) }));
	const bids = points.map(({ age, bid }) => ({ age, value: share(bid, most) }));
	const spot = (line: Line, age: number): Spot => ({ x: ageX(frame, age), y: y(at(line, age)) });
	const draw = (line: Line) => path(line.map(({ age }) => spot(line, age)));
	const split = (line: Line): SplitLine => {
		if (now === undefined) return { past: draw(line), future: '' };
		const between = { age: now, value: at(line, now) };
		return {
			past: draw([...line.filter(({ age }) => age < now), between]),
			future: draw([between, ...line.filter(({ age }) => age > now)])
		};
	};
	// where the line is steep, lower down: there the words for the area keep clear of it
	const falls = frame.narrow ? 320 : 284;
	const words = spot(lots, 312);
	const room = spot(bids, 312).y - words.y;
	return {
		profit: breakEven === undefined ? undefined : area(breakEven, lots, bids, spot),
		lot: split(lots),
		bid: split(bids),
		lotWhole: spot(lots, LAST_AGE),
		bidWhole: spot(bids, 0),
		lotRises: slanted(spot(lots, 60), spot(lots, 84)),
		bidFalls: slanted(spot(bids, falls), spot(bids, falls + 24)),
		onOffer: room < 28 ? undefined : { x: words.x, y: round(words.y + Math.min(room * 0.4, 42)) },
		lotAt: (age) => spot(lots, age)
	};
}

type Line = readonly { readonly age: number; readonly value: number }[];

/** Between two points the line is straight. */
function at(line: Line, age: number): number {
	const after = line.findIndex((point) => point.age >= age);
	const next = line[after] ?? line.at(-1);
	const before = line[after - 1];
	if (next === undefined) return 0;
	if (before === undefined || next.age <= age) return next.value;
	const part = (age - before.age) / (next.age - before.age);
	return before.value + part * (next.value - before.value);
}

function area(from: number, lots: Line, bids: Line, spot: (line: Line, age: number) => Spot) {
	const there = [
		spot(lots, from),
		...lots.filter(({ age }) => age > from).map(({ age }) => spot(lots, age))
	];
	const back = bids.filter(({ age }) => age > from).map(({ age }) => spot(bids, age));
	return `${path([...there, ...back.toReversed()])}Z`;
}

/** Just above the middle of a stretch of line, along it. */
function slanted(from: Spot, to: Spot): SlantedLabel {
	const slope = Math.atan2(to.y - from.y, to.x - from.x);
	return {
		x: round(from.x + 6 * Math.sin(slope)),
		y: round(from.y - 6 * Math.cos(slope)),
		degrees: round((slope * 180) / Math.PI)
	};
}

/** Labels of the marks under the lines: beside their line, on the side where nothing else stands. */
export interface MarkLabels {
	readonly now: Label | undefined;
	readonly breakEven: Label | undefined;
	readonly firstFill: Label | undefined;
}

const LABEL_GAP = 7;
const LABEL_WIDTH = 96;
/** Of “now 199”. */
const NOW_WIDTH = 60;
const TEXT_HEIGHT = 14;

export function markLabels(
	frame: CurveFrame,
	marks: {
		readonly now: number | undefined;
		readonly breakEven: number | undefined;
		readonly firstFill: number | undefined;
	},
	lotAt: Curve['lotAt']
): MarkLabels {
	const { now, breakEven, firstFill } = marks;
	const beside = (age: number, side: 'before' | 'after', row: number): Label => {
		const x = ageX(frame, age);
		const y = frame.base - 15 - 17 * row;
		const before = side === 'before' ? x - LABEL_WIDTH > frame.left : x + LABEL_WIDTH > frame.right;
		return before
			? { x: x - LABEL_GAP, y, anchor: 'end' }
			: { x: x + LABEL_GAP, y, anchor: 'start' };
	};
	/** Over the lot's line where it would be crossed by it: in the first ledgers the line is as low as the label. */
	const clearOf = (label: Label, age: number): Label => {
		const start = label.anchor === 'end' ? label.x - NOW_WIDTH : label.x;
		if (lotAt(ageAt(frame, start)).y < label.y - TEXT_HEIGHT) return label;
		const x = ageX(frame, age) + LABEL_GAP;
		return { x, y: lotAt(ageAt(frame, x + NOW_WIDTH)).y - LABEL_GAP, anchor: 'start' };
	};
	const ahead = now === undefined || (breakEven !== undefined && now < breakEven);
	/** To the right of both lines, when they stand so close that a label would cross the second one. */
	const even = ahead && firstFill !== undefined ? Math.max(firstFill, breakEven ?? 0) : breakEven;
	return {
		now: now === undefined ? undefined : clearOf(beside(now, ahead ? 'before' : 'after', 0), now),
		breakEven:
			breakEven === undefined || even === undefined
				? undefined
				: beside(
						isNear(frame, breakEven, even) ? even : breakEven,
						ahead ? 'after' : 'before',
						ahead && firstFill !== undefined ? 1 : 0
					),
		firstFill: firstFill === undefined ? undefined : beside(firstFill, 'after', 0)
	};
}

const isNear = (frame: CurveFrame, a: number, b: number): boolean =>
	Math.abs(ageX(frame, a) - ageX(frame, b)) < LABEL_WIDTH;

/** Marks of the ruler: one each 10 ledgers, longer each 50 and 100. */
export function rulerTicks(frame: CurveFrame): string {
	const step = frame.narrow ? 20 : 10;
	const ticks: string[] = [];
	for (let age = 0; age <= LAST_AGE; age += step) {
		const long = age % 100 === 0 ? 9 : age % 50 === 0 ? 6 : 4;
		ticks.push(`M${ageX(frame, age)} ${frame.base + 1}v${long}`);
	}
	return ticks.join('');
}

export const RULER_NUMBERS = [0, 100, WHOLE_AGE, 300, LAST_AGE] as const;

const path = (spots: readonly Spot[]): string =>
	spots.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
const bigger = (a: bigint, b: bigint): bigint => (a > b ? a : b);
/** Part of a whole, exact to a millionth: enough for a pixel. */
const share = (value: bigint, whole: bigint): number => Number((value * 1_000_000n) / whole) / 1e6;
const round = (pixels: number): number => Math.round(pixels * 100) / 100;

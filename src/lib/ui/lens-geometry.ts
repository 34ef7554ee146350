import type { Lane } from '#lib/keeper/race-lanes.ts';
import { ageX, type CurveFrame } from './curve-geometry.ts';

/* The finish of a race at one column per ledger, below the curve it is a part of. Pixels and auction ages. */

/** First and last age that the lens shows. */
export interface LensSpan {
	readonly from: number;
	readonly to: number;
}

const WIDE = 19;
const NARROW = 11;
/** Ledgers before the one that matters. */
const LEAD = { wide: 8, narrow: 6 };

/** So many ledgers around the one that matters: the fill, or the first one that could be. */
export function lensSpan(around: number, narrow: boolean): LensSpan {
	const from = Math.max(0, around - (narrow ? LEAD.narrow : LEAD.wide));
	return { from, to: from + (narrow ? NARROW : WIDE) - 1 };
}

export interface Lens {
	readonly span: LensSpan;
	readonly left: number;
	readonly right: number;
	readonly top: number;
	readonly bottom: number;
	/** Columns of lane names and results beside it; on a phone both stand above their lane. */
	readonly nameX: number;
	readonly resultX: number;
	readonly detailX: number;
	readonly numbersY: number;
	readonly ticksY: number;
	readonly area: string;
	readonly edges: string;
	readonly ticks: string;
	/** Ages with a number above their tick. */
	readonly numbers: readonly number[];
	readonly x: (age: number) => number;
	/** Middle of a lane. */
	readonly laneY: (index: number) => number;
	readonly height: number;
}

const SIDE = { name: 140, result: 182 };
const ROW = { wide: 33, narrow: 55 };

export function lensOf(frame: CurveFrame, span: LensSpan, lanes: number): Lens {
	const { narrow, width } = frame;
	const left = narrow ? 0 : SIDE.name;
	const right = narrow ? width : width - SIDE.result;
	const top = frame.height + (narrow ? 20 : 21);
	const row = narrow ? ROW.narrow : ROW.wide;
	const first = top + (narrow ? 68 : 48);
	const bottom = Math.max(first + (lanes - 1) * row + (narrow ? 31 : 17), first);
	const inner = narrow ? 10 : 18;
	const column = (right - left - 2 * inner) / (span.to - span.from);
	const x = (age: number) => round(left + inner + (age - span.from) * column);
	const [mouthLeft, mouthRight] = [ageX(frame, span.from), ageX(frame, span.to)];
	const mouth = frame.base + 10;
	const ages = Array.from({ length: span.to - span.from + 1 }, (_, index) => span.from + index);
	const ticksY = top + 22;
	return {
		span,
		left,
		right,
		top,
		bottom,
		nameX: narrow ? 6 : 0,
		resultX: right + 8,
		detailX: narrow ? width - 6 : width,
		numbersY: top + 16,
		ticksY,
		area: `M${mouthLeft} ${mouth}H${mouthRight}L${right} ${top}V${bottom}H${left}V${top}Z`,
		edges: `M${mouthLeft} ${mouth}L${left} ${top}V${bottom}M${mouthRight} ${mouth}L${right} ${top}V${bottom}`,
		ticks: ages.map((age) => `M${x(age)} ${ticksY}v5`).join(''),
		numbers: ages.filter((age) => age % 2 === 0),
		x,
		laneY: (index) => first + index * row,
		height: bottom + 2
	};
}

/** What happened in a lane, left to right. */
export interface LaneMark {
	readonly kind: 'sent' | 'won' | 'lost' | 'planned' | 'stopped';
	readonly x: number;
}

export interface LaneDrawing {
	/** The stretch already run, its ticks, and the rest of the track. */
	readonly run: string;
	readonly steps: string;
	readonly rest: string;
	readonly marks: readonly LaneMark[];
}

/** A lane up to `now`, with the marks that fall into the lens. Ledgers become ages by the auction's start. */
export function laneDrawing(
	lens: Lens,
	y: number,
	lane: Lane,
	{ start, now }: { readonly start: number; readonly now: number }
): LaneDrawing {
	const { from, to } = lens.span;
	const head = Math.min(Math.max((lane.stoppedAt ?? now) - start, from - 1), to);
	const inside = (ledger: number) => ledger - start >= from && ledger - start <= to;
	const mark = (kind: LaneMark['kind'], ledger: number): readonly LaneMark[] =>
		inside(ledger) ? [{ kind, x: lens.x(ledger - start) }] : [];
	const marks: LaneMark[] = lane.attempts.flatMap(({ ledger, sentAt, won }) => [
		...(sentAt === undefined || sentAt >= ledger ? [] : mark('sent', sentAt)),
		...mark(won ? 'won' : 'lost', ledger)
	]);
	if (lane.plannedAt !== undefined) marks.push(...mark('planned', lane.plannedAt));
	if (lane.attempts.length === 0 && lane.stoppedAt !== undefined) {
		marks.push(...mark('stopped', lane.stoppedAt));
	}
	const ran = head >= from;
	const steps: string[] = [];
	for (let age = from; age < head; age += 1) steps.push(`M${lens.x(age)} ${y - 3}v6`);
	return {
		run: ran ? `M${lens.x(from)} ${y}H${lens.x(head)}` : '',
		steps: steps.join(''),
		rest: `M${lens.x(ran ? head : from)} ${y}H${lens.x(to)}`,
		marks
	};
}

const round = (pixels: number): number => Math.round(pixels * 100) / 100;

import type { Lane } from '#lib/keeper/race-lanes.ts';
import { winnerOf, type Race } from '#lib/keeper/race.ts';
import { amountText, countText, signedText } from './number-text.ts';

/** What became of a lane: a word, and what it rests on. */
export interface LaneWords {
	readonly result: string;
	readonly detail: string;
	/** The detail is USDC gained. */
	readonly gain: boolean;
}

/** `start`: start ledger of the auction, which turns ledgers into ages. */
export function laneWords({ result }: Lane, start: number): LaneWords {
	switch (result.kind) {
		case 'won':
			return { result: 'won', detail: `${signedText(result.share, 7, 2)} USDC`, gain: true };
		case 'lost':
			return result.late === undefined
				? { result: 'refused', detail: `cost ${xlm(result.cost)}`, gain: false }
				: { result: 'outcompeted', detail: later(result.late), gain: false };
		case 'dry-run':
			return { result: 'dry run', detail: dryRun(result.late), gain: false };
		case 'sent-nothing':
			return { result: 'sent nothing', detail: aim('aimed', result.plannedAt, start), gain: false };
		case 'waiting':
			return { result: 'waits', detail: aim('aims', result.plannedAt, start), gain: false };
	}
}

/** Of the fee of a transaction. */
export const xlm = (stroops: bigint): string => `${amountText(stroops, 7, 4)} XLM`;

/** `one ledger`, `12 ledgers`. */
export const ledgers = (count: number): string =>
	count === 1 ? 'one ledger' : `${countText(count)} ledgers`;

const later = (late: number): string => (late === 0 ? 'same ledger' : `${ledgers(late)} later`);

function dryRun(late: number | undefined): string {
	if (late === undefined) return 'would send nothing';
	if (late === 0) return 'same ledger';
	return late > 0 ? `${ledgers(late)} late` : `${ledgers(-late)} earlier`;
}

const aim = (verb: string, ledger: number | undefined, start: number): string =>
	ledger === undefined ? '' : `${verb} at ${countText(ledger - start)}`;

/** The picture in a sentence; the table has the numbers. */
export function raceSentence(
	race: Race,
	lanes: readonly Lane[],
	age: { readonly now: number; readonly breakEven: number | undefined }
): string {
	const start = race.auction.startLedger;
	const even =
		age.breakEven === undefined
			? 'The lot is never worth its bid'
			: `Break-even at ledger ${age.breakEven}`;
	return `Auction curve over 400 ledgers. ${even}, ${finish(race, lanes, start, age.now)}.`;
}

function finish(race: Race, lanes: readonly Lane[], start: number, now: number): string {
	const winner = winnerOf(race);
	if (winner !== undefined) {
		const name = lanes.find(({ operator }) => operator === winner.operator)?.name ?? 'a keeper';
		return `filled at ${winner.ledger - start} by ${name}; ${others(lanes.length - 1)}`;
	}
	if (race.end.kind === 'over') {
		const how = race.end.how === 'taken' ? 'filled past the vault' : 'deleted';
		return `${how} at ${race.end.ledger - start}`;
	}
	return `now at ${Math.max(now, 0)}; ${keepers(lanes.length)} in the race`;
}

const others = (count: number): string =>
	count === 0
		? 'no other keeper took part'
		: `${count === 1 ? 'one other keeper' : `${countText(count)} other keepers`} did not win`;

const keepers = (count: number): string =>
	count === 0 ? 'no keeper' : count === 1 ? 'one keeper' : `${countText(count)} keepers`;

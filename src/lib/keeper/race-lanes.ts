import type { Stroops, Usdc } from '#lib/math/amount.ts';
import { winnerOf, type Attempt, type Race } from './race.ts';

/** A keeper that could take part in a race. */
export interface Contender {
	readonly operator: string;
	readonly name: string;
	/** It runs in this tab. */
	readonly own: boolean;
	/** Decides, and sends nothing. */
	readonly dry: boolean;
	/** Ledger in which it means to send, or would; `undefined` = it does not say. */
	readonly plannedAt: number | undefined;
}

/** Ledger in which each transaction left its keeper, by hash, as far as the keepers tell. */
export type SentAt = ReadonlyMap<string, number>;

export type LaneResult =
	| { readonly kind: 'won'; readonly share: Usdc; readonly age: number }
	/** `late`: ledgers after the winner; 0 = the same ledger, behind it. `undefined` = nobody had won. */
	| { readonly kind: 'lost'; readonly late: number | undefined; readonly cost: Stroops }
	/** `late`: ledgers after the winner that it would have sent. */
	| { readonly kind: 'dry-run'; readonly late: number | undefined }
	| { readonly kind: 'sent-nothing'; readonly plannedAt: number | undefined }
	| { readonly kind: 'waiting'; readonly plannedAt: number | undefined };

export interface LaneAttempt {
	readonly ledger: number;
	readonly sentAt: number | undefined;
	readonly won: boolean;
}

/** One keeper's run in a race, in ledgers. */
export interface Lane {
	readonly operator: string;
	readonly name: string;
	readonly own: boolean;
	readonly attempts: readonly LaneAttempt[];
	readonly plannedAt: number | undefined;
	/** Ledger in which it stopped: its last attempt, or the race's end; `undefined` = it goes on. */
	readonly stoppedAt: number | undefined;
	readonly result: LaneResult;
}

/** At most so many lanes are drawn. */
export const MOST_LANES = 6;

/** Everybody's run: the winner first, then by arrival, then those who sent nothing. */
export function raceLanes(
	race: Race,
	contenders: readonly Contender[],
	sentAt: SentAt,
	nameOf: (operator: string) => string
): readonly Lane[] {
	const present = new Set(contenders.map(({ operator }) => operator));
	const strangers = [...new Set(race.attempts.map(({ operator }) => operator))]
		.filter((operator) => !present.has(operator))
		.map((operator): Contender => ({
			operator,
			name: nameOf(operator),
			own: false,
			dry: false,
			plannedAt: undefined
		}));
	return [...contenders, ...strangers]
		.map((contender) => laneOf(race, contender, sentAt))
		.toSorted((a, b) => rank(a) - rank(b) || arrival(race, a) - arrival(race, b));
}

/** The lanes to draw, and how many are left out; the own tab's is always among them. */
export function shownLanes(lanes: readonly Lane[]): {
	readonly shown: readonly Lane[];
	readonly more: number;
} {
	if (lanes.length <= MOST_LANES) return { shown: lanes, more: 0 };
	const first = lanes.slice(0, MOST_LANES);
	const own = lanes.find((lane) => lane.own);
	const shown =
		own === undefined || first.includes(own) ? first : [...first.slice(0, MOST_LANES - 1), own];
	return { shown, more: lanes.length - shown.length };
}

function laneOf(race: Race, contender: Contender, sentAt: SentAt): Lane {
	const { operator, name, own, plannedAt } = contender;
	const attempts = race.attempts.filter((one) => one.operator === operator);
	const last = attempts.at(-1);
	const end = race.end.kind === 'over' ? race.end.ledger : undefined;
	return {
		operator,
		name,
		own,
		attempts: attempts.map(({ ledger, hash, succeeded }) => ({
			ledger,
			sentAt: sentAt.get(hash),
			won: succeeded
		})),
		plannedAt: attempts.length === 0 ? plannedAt : undefined,
		stoppedAt: end === undefined ? undefined : (last?.ledger ?? end),
		result: resultOf(race, contender, attempts)
	};
}

function resultOf(
	race: Race,
	{ operator, dry, plannedAt }: Contender,
	attempts: readonly Attempt[]
): LaneResult {
	const fill = race.fills.find((one) => one.operator === operator);
	if (fill !== undefined) {
		return { kind: 'won', share: fill.fee, age: fill.ledger - fill.startLedger };
	}
	const winner = winnerOf(race);
	const last = attempts.at(-1);
	if (last !== undefined) {
		const late =
			winner === undefined || winner.ledger > last.ledger ? undefined : last.ledger - winner.ledger;
		const cost = attempts.reduce((sum, one) => sum + one.feeCharged, 0n) as Stroops;
		return { kind: 'lost', late, cost };
	}
	if (race.end.kind === 'open') return { kind: 'waiting', plannedAt };
	if (!dry) return { kind: 'sent-nothing', plannedAt };
	const late =
		plannedAt === undefined || winner === undefined ? undefined : plannedAt - winner.ledger;
	return { kind: 'dry-run', late };
}

const RANK = { won: 0, lost: 1, waiting: 2, 'dry-run': 3, 'sent-nothing': 3 } as const;
const rank = (lane: Lane): number => RANK[lane.result.kind];

/** Place among all that arrived; of those who sent nothing, the ledger they mean to send in. */
function arrival(race: Race, { operator, plannedAt }: Lane): number {
	const place = race.attempts.findIndex((one) => one.operator === operator);
	if (place !== -1) return place;
	return plannedAt ?? Number.MAX_SAFE_INTEGER;
}

import { formatFixed } from '#lib/math/format-decimal.ts';
import type { Pause } from '#lib/vault/pause.ts';
import { highestFloor } from '#lib/vault/profit-floor.ts';
import type { Decision, SkipReason, WaitReason } from './decision.ts';
import type { FillObstacle, FillOutlook } from './fill-outlook.ts';
import type { Outcome } from './outcome.ts';
import type { SpendLimit } from './spend-limit.ts';

/** How a reader of the sentences names assets. */
export type NameOf = (asset: string) => string;

const money = (usdc: bigint): string => `${formatFixed(usdc, 7, 4)} USDC`;
const xlm = (stroops: bigint): string => `${formatFixed(stroops, 7, 7)} XLM`;

/** First and last four characters: enough to tell accounts apart in a list. */
export const shortAddress = (address: string): string =>
	`${address.slice(0, 4)}…${address.slice(-4)}`;

/** A decision and its reason, for people. */
export function explainDecision(decision: Decision, nameOf: NameOf): string {
	switch (decision.kind) {
		case 'create': {
			const [first, last] = decision.band;
			return `create at ${decision.percent} %: debt exceeds collateral, percents ${first}–${last} pass, fillable from age ${decision.fairAge}`;
		}
		case 'fill': {
			const { age, percent, economics } = decision.outlook;
			const { profit, spent, floors } = economics;
			return `fill ${percent} % at age ${age}: ${money(spent)} bring ${money(profit)}, floor ${money(highestFloor(floors))}`;
		}
		case 'clean-up':
			return decision.what === 'bad-debt'
				? 'clean up: debt without collateral goes to the backstop'
				: 'clean up: the auction is stale and nobody can fill it at a profit';
		case 'wait':
			return `wait: ${waitReason(decision.reason)}`;
		case 'skip':
			return `skip: ${skipReason(decision.reason, nameOf)}`;
	}
}

function waitReason(reason: WaitReason): string {
	if (reason.kind === 'not-started') return 'the auction starts in the next ledger';
	const { age, fairAge } = reason;
	return `age ${age}, ${MISSING[reason.missing]}; fair age ${fairAge}`;
}

const MISSING = {
	lot: 'no lot yet',
	loss: 'it would lose money',
	order: 'my share would not pay the fee',
	minimum: "profit below the vault's minimum",
	margin: "profit below the vault's margin",
	edge: "profit below the vault's share of the edge",
	cap: "a cap of the vault's admin is lower than the cost",
	obstacle: 'the vault would refuse'
} as const;

function skipReason(reason: SkipReason, nameOf: NameOf): string {
	switch (reason.kind) {
		case 'no-price':
			return `no usable price for ${nameOf(reason.asset)}`;
		case 'no-route':
			return `no route trades ${nameOf(reason.asset)}`;
		case 'unknown-reserve':
			return `the pool has no reserve ${reason.index}`;
		case 'not-borrowable':
			return `the pool cannot value a debt in ${nameOf(reason.asset)}`;
		case 'session':
			return SESSION[reason.reason];
		case 'out-of-xlm':
			return `the session can spend ${xlm(reason.spendable)}, a fee needs ${xlm(reason.needed)}`;
		case 'vault-not-open':
			return 'the vault is not open';
		case 'no-share':
			return 'the vault gives operators no share that could pay the fee';
		case 'pool-not-allowed':
			return "the pool is not on the vault's list";
		case 'paused':
			return `${pausedScope(reason.pause.scope, nameOf)} paused until ${moment(reason.pause.until)}`;
		case 'no-valid-percent':
			return 'no percent brings the position into the band';
		case 'not-liquidatable':
			return 'the position is safe again';
		case 'never-profitable':
			return `no age makes it profitable: ${lastObstacle(reason.last, nameOf)}`;
	}
}

const SESSION = {
	'no-session': 'the session has no delegation',
	revoked: 'the delegation was revoked',
	expired: 'the delegation has expired',
	'pool-not-allowed': 'the delegation does not cover this pool',
	'over-usdc-limit': 'it would spend more than the delegation allows',
	'over-fill-limit': 'the delegation allows no more fills this hour',
	'not-registered': 'the operator is not registered',
	'no-account': 'the session account does not exist'
} as const;

function lastObstacle(last: FillOutlook | FillObstacle, nameOf: NameOf): string {
	if (!('kind' in last)) {
		return `at age ${last.age} the profit is ${money(last.economics.profit)}`;
	}
	switch (last.kind) {
		case 'not-started':
			return 'it has not started';
		case 'empty-lot':
			return 'its lot is empty';
		case 'unknown-reserve':
			return 'it names an asset the pool does not have';
		case 'no-price':
			return `no usable price for ${nameOf(last.asset)}`;
		case 'route-missing':
			return `no route buys ${nameOf(last.asset)}`;
		case 'route-refuses':
			return `the venue of ${nameOf(last.asset)} refuses (${last.reason})`;
		case 'too-many-legs':
			return `its events would take ${last.eventBytes} bytes`;
		case 'over-spend-limit':
			return `one percent costs ${money(last.spent)}, ${bound(last.by, nameOf)} ${money(last.limit)}`;
	}
}

function bound(by: SpendLimit['by'], nameOf: NameOf): string {
	switch (by.kind) {
		case 'means':
			return 'the limit is';
		case 'pool-cap':
			return 'the pool has a cap of';
		case 'asset-cap':
			return `${nameOf(by.asset)} has a cap of`;
	}
}

function pausedScope(scope: Pause['scope'], nameOf: NameOf): string {
	switch (scope.kind) {
		case 'all':
			return 'all fills are';
		case 'pool':
			return 'the pool is';
		case 'asset':
			return `${nameOf(scope.asset)} is`;
	}
}

/** Unix seconds as people write them, to the second and in UTC. */
const moment = (seconds: number): string =>
	`${new Date(seconds * 1_000).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** What came of an action, for people. */
export function explainOutcome(outcome: Outcome): string {
	switch (outcome.kind) {
		case 'won':
			return outcome.receipt === undefined
				? `done, fee ${xlm(outcome.fee)}`
				: `won: profit ${money(outcome.receipt.profit)} at age ${outcome.receipt.age}, my share ${money(outcome.receipt.fee)}, fee ${xlm(outcome.fee)}`;
		case 'outcompeted':
			return `outcompeted: another was faster; it cost the fee of ${xlm(outcome.fee)} and nothing else`;
		case 'created-by-other':
			return `created by another keeper first, fee ${xlm(outcome.fee)}`;
		case 'not-liquidatable':
			return `not liquidatable any more, fee ${xlm(outcome.fee)}`;
		case 'not-profitable':
			return `not profitable when it was applied, fee ${xlm(outcome.fee)}`;
		case 'outbid':
			return 'not in this ledger: others bid more';
		case 'expired':
			return 'expired: its ledgers passed without it, no fee';
		case 'rejected':
			return `rejected (${outcome.refusal.kind}): ${outcome.refusal.detail}, fee ${xlm(outcome.fee)}`;
		case 'network':
			return `network: ${outcome.detail}`;
		case 'not-signed':
			return `the endpoint's proposal was not signed: ${outcome.detail}`;
		case 'unknown':
			return 'unknown: not found, and not certain to be gone';
	}
}

import { describe, expect, test } from 'vitest';
import type { AuctionData } from '#lib/blend/auction.ts';
import { price, stroops, usdc } from '#lib/math/amount.ts';
import { positions } from '../../../tests/fixtures/blend-case.ts';
import { auction, pairAt, PLAIN, START_LEDGER } from '../../../tests/fixtures/fill-case.ts';
import { NOW, view } from '../../../tests/fixtures/keeper-case.ts';
import { EMPTY_BOOK, withFacts } from './book.ts';
import { decide } from './decide.ts';
import type { Pause } from '#lib/vault/pause.ts';
import type { Decision } from './decision.ts';
import { explainDecision } from './explain.ts';
import { DEFAULT_POLICY } from './policy.ts';
import { scan } from './scan.ts';
import { situationOf } from './situation.ts';
import type { LedgerView } from './view.ts';

/** 5,000 XLM against 300 USDC: at 0.075 the health factor is 0.89. */
const RISKY = positions({ 0: 50_000_000_000n }, { 1: 3_000_000_000n });

const BARREN = view().pool.reserves.map((one) =>
	one.asset === 'USDC' ? { ...one, config: { ...one.config, lFactor: 0 } } : one
);

function decided(
	given: LedgerView,
	account: { held?: typeof RISKY; open?: AuctionData } = {}
): Decision | undefined {
	const book = withFacts(EMPTY_BOOK, [
		{ user: 'USER', positions: account.held ?? RISKY, auction: account.open }
	]);
	const situation = situationOf(given);
	const [found] = scan(book, situation);
	return found && decide(found, situation, DEFAULT_POLICY);
}
const at = (age: number) => view({ ledger: START_LEDGER + age });
const withPrice = (
	asset: string,
	entry: { value: bigint; at: number | 'always-fresh' } | undefined
) => {
	const base = view();
	const next = new Map(base.pool.prices);
	if (entry === undefined) next.delete(asset);
	else next.set(asset, { value: price(entry.value), at: entry.at });
	return view({ pool: { ...base.pool, prices: next } });
};

describe('a position', () => {
	test('whose debt exceeds its collateral is auctioned in the middle of the band', () => {
		expect(decided(view())).toMatchObject({
			kind: 'create',
			percent: 71,
			band: [65, 77],
			legs: { bid: ['USDC'], lot: ['XLM'] }
		});
	});
	test('that is safe is no opportunity', () => {
		expect(decided(withPrice('XLM', { value: 1_000_000n, at: 'always-fresh' }))).toBeUndefined();
	});
	test('at exactly one is safe', () => {
		const even = positions({ 1: 950_000n }, { 1: 812_250n });
		expect(decided(view(), { held: even })).toBeUndefined();
	});
	test('with debt and no collateral is cleaned up', () => {
		expect(decided(view(), { held: positions({}, { 1: 5n }) })).toEqual({
			kind: 'clean-up',
			user: 'USER',
			what: 'bad-debt'
		});
	});
	test('is not auctioned if the vault could never fill it', () => {
		const base = view();
		const thin = view({
			pairs: new Map([...base.pairs, ['AMM-XLM', pairAt('XLM', 750_000n, 10n)]])
		});
		expect(decided(thin)).toMatchObject({ kind: 'skip', reason: { kind: 'never-profitable' } });
	});
	test('is skipped, not a reason to stop, if operators get no share', () => {
		const base = view();
		const free = view({ vault: { ...base.vault, params: { ...base.vault.params, feeBps: 0 } } });
		expect(decided(free)).toMatchObject({ kind: 'skip', reason: { kind: 'no-share' } });
		expect(decided(free, { open: PLAIN })).toMatchObject({ reason: { kind: 'no-share' } });
	});
	test('whose route leads to a pair without USDC has no route', () => {
		const base = view();
		const pair = { ...pairAt('XLM', 750_000n, 1_000_000n), tokenB: 'EURC' };
		const foreign = view({ pairs: new Map([...base.pairs, ['AMM-XLM', pair]]) });
		expect(decided(foreign)).toMatchObject({
			kind: 'skip',
			reason: { kind: 'no-route', asset: 'XLM' }
		});
	});
	test('whose collateral no route sells is skipped, with the asset named', () => {
		const base = view();
		const unrouted = view({ vault: { ...base.vault, routes: [] } });
		expect(decided(unrouted)).toMatchObject({
			kind: 'skip',
			reason: { kind: 'no-route', asset: 'XLM' }
		});
	});
});

describe('an asset without a usable price is skipped, never guessed', () => {
	test.for([
		['no price', undefined],
		['a price of nothing', { value: 0n, at: 'always-fresh' }],
		['a price older than the pool takes', { value: 750_000n, at: NOW - 86_401 }],
		['a price older than the vault takes', { value: 750_000n, at: NOW - 901 }],
		['a price from the future', { value: 750_000n, at: NOW + 61 }]
	] as const)('%s', ([, entry]) => {
		expect(decided(withPrice('XLM', entry))).toEqual({
			kind: 'skip',
			user: 'USER',
			reason: { kind: 'no-price', asset: 'XLM' }
		});
	});
	test('a price as old as the vault takes is used', () => {
		expect(decided(withPrice('XLM', { value: 750_000n, at: NOW - 900 }))).toMatchObject({
			kind: 'create'
		});
	});
	test('an auction whose lot has none is left alone', () => {
		expect(decided(withPrice('XLM', undefined), { open: PLAIN })).toMatchObject({
			kind: 'skip',
			reason: { kind: 'no-price', asset: 'XLM' }
		});
	});
});

describe('an auction', () => {
	test('waits before its start', () => {
		expect(decided(at(-1), { open: PLAIN })).toMatchObject({ reason: { kind: 'not-started' } });
	});
	test('waits until the floors pass, and says from when on', () => {
		const decision = decided(at(100), { open: PLAIN });
		expect(decision).toMatchObject({
			kind: 'wait',
			reason: { kind: 'until-profitable', age: 100, fairAge: 179 }
		});
		if (decision?.kind !== 'wait' || decision.reason.kind !== 'until-profitable')
			throw new Error('no wait');
		const { now, then } = decision.reason;
		expect(now?.economics.profit).toBeLessThan(0n);
		expect(then.age).toBe(179);
		expect(then.economics.misses).toBeUndefined();
		expect(decided(at(178), { open: PLAIN })).toMatchObject({ kind: 'wait' });
		expect(decided(at(179), { open: PLAIN })).toMatchObject({ kind: 'fill' });
	});
	test('is filled with a least profit whose share pays the fee', () => {
		const decision = decided(at(200), { open: PLAIN });
		if (decision?.kind !== 'fill') throw new Error('no fill');
		// 0.04 XLM at 0.075 = 0.003 USDC; a tenth of the profit must cover it
		expect(decision.minProfit).toBe(300_000n);
		expect(decision.outlook.percent).toBe(100);
	});
	test('is filled in part when capital is short', () => {
		const base = at(200);
		const poor = view({
			...base,
			vault: {
				...base.vault,
				books: { booked: usdc(1_000_000_000n), owed: usdc(0n) },
				balance: usdc(1_000_000_000n)
			}
		});
		const decision = decided(poor, { open: PLAIN });
		if (decision?.kind !== 'fill') throw new Error('no fill');
		expect(decision.outlook.percent).toBe(48);
		expect(decision.outlook.economics.spent).toBeLessThanOrEqual(1_000_000_000n);
	});
	test('nobody can fill at a profit is deleted once it may be', () => {
		const worthless = auction({ USDC: 2_070_000_000n }, { XLM: 1n });
		expect(decided(at(499), { open: worthless })).toMatchObject({ kind: 'skip' });
		expect(decided(at(500), { open: worthless })).toEqual({
			kind: 'clean-up',
			user: 'USER',
			what: 'delete-auction'
		});
	});
	test('is filled rather than deleted, however old', () => {
		expect(decided(at(900), { open: PLAIN })).toMatchObject({ kind: 'fill' });
	});
});

describe('a keeper that may not act says why', () => {
	const base = view();
	const session = (changes: Partial<LedgerView['session']>) =>
		view({ session: { ...base.session, ...changes } });
	const delegation = base.session.delegation;
	const OWN = { sequence: 1n, balance: stroops(0n), subentries: 0, coSigned: false };
	if (delegation === undefined) throw new Error('the fixture has a delegation');
	test.for([
		['not registered', session({ operatorEpoch: undefined }), 'not-registered'],
		['no delegation', session({ delegation: undefined }), 'no-session'],
		['another epoch', session({ operatorEpoch: 1 }), 'revoked'],
		['expired', session({ delegation: { ...delegation, expiresAt: NOW } }), 'expired'],
		[
			'another pool',
			session({
				delegation: { ...delegation, limits: { ...delegation.limits, pools: ['OTHER'] } }
			}),
			'pool-not-allowed'
		],
		[
			'no fills left',
			session({
				delegation: { ...delegation, fillsInHour: 10, hour: Math.floor(NOW / 3_600) }
			}),
			'over-fill-limit'
		],
		['no account', session({ account: undefined }), 'no-account']
	] as const)('%s', ([, given, reason]) => {
		expect(decided(given)).toMatchObject({ kind: 'skip', reason: { kind: 'session', reason } });
	});
	test('no XLM beyond the reserve', () => {
		const broke = session({ account: { ...OWN, balance: stroops(10_100_000n) } });
		expect(decided(broke)).toMatchObject({ reason: { kind: 'out-of-xlm', spendable: 100_000n } });
		const coSigned = { ...OWN, balance: stroops(15_100_000n), subentries: 1, coSigned: true };
		expect(decided(session({ account: coSigned }))).toMatchObject({
			reason: { kind: 'out-of-xlm', spendable: 100_000n }
		});
	});
	test('the vault is closed, or does not know the pool', () => {
		expect(decided(view({ vault: { ...base.vault, open: false } }))).toMatchObject({
			reason: { kind: 'vault-not-open' }
		});
		expect(decided(view({ vault: { ...base.vault, poolAllowed: false } }))).toMatchObject({
			reason: { kind: 'pool-not-allowed' }
		});
	});
	test('the admin has paused what it is about, and until when', () => {
		const paused = (scope: Pause['scope'], until = NOW + 3_600) =>
			view({ vault: { ...base.vault, pauses: [{ scope, until }] } });
		const scopes: readonly (readonly [Pause['scope'], string])[] = [
			[{ kind: 'all' }, 'all fills are'],
			[{ kind: 'pool', pool: 'POOL' }, 'the pool is'],
			[{ kind: 'asset', asset: 'XLM' }, 'XLM is'],
			[{ kind: 'asset', asset: 'USDC' }, 'USDC is']
		];
		for (const [scope, words] of scopes) {
			for (const account of [{}, { open: PLAIN }]) {
				const decision = decided(paused(scope), account);
				expect(decision && explainDecision(decision, (asset) => asset)).toBe(
					`skip: ${words} paused until 2026-11-18 12:06:40 UTC`
				);
			}
			expect(decided(paused(scope, NOW))).toMatchObject({ kind: 'create' });
		}
		for (const scope of [
			{ kind: 'pool', pool: 'ANOTHER' },
			{ kind: 'asset', asset: 'EURC' }
		] as const) {
			expect(decided(paused(scope))).toMatchObject({ kind: 'create' });
		}
	});
	test('a cap leaves no percent that could be paid', () => {
		const capped = (caps: Partial<typeof base.vault.caps>) =>
			view({ vault: { ...base.vault, caps: { ...base.vault.caps, ...caps } } });
		const words = (given: LedgerView) => {
			const decision = decided(given, { open: PLAIN });
			return decision && explainDecision(decision, (asset) => asset);
		};
		// nothing is paid from age 400 on
		for (const caps of [{ pool: usdc(0n) }, { assets: new Map([['XLM', usdc(0n)]]) }]) {
			expect(words(capped(caps))).toBe(
				"wait: age 200, a cap of the vault's admin is lower than the cost; fair age 400"
			);
		}
		expect(decided(capped({ pool: usdc(1_000_000_000n) }), { open: PLAIN })).toMatchObject({
			kind: 'fill',
			outlook: { percent: 48 }
		});
	});
});

test('every decision has a sentence', () => {
	const decisions = [
		decided(view()),
		decided(at(-1), { open: PLAIN }),
		decided(at(100), { open: PLAIN }),
		decided(at(200), { open: PLAIN }),
		decided(withPrice('XLM', undefined))
	];
	const sentences = decisions.map((decision) => decision && explainDecision(decision, (a) => a));
	expect(sentences).toMatchInlineSnapshot(`
		[
		  "create at 71 %: debt exceeds collateral, percents 65–77 pass, fillable from age 179",
		  "wait: the auction starts in the next ledger",
		  "wait: age 100, it would lose money; fair age 179",
		  "fill 100 % at age 200: 207.0000 USDC bring 28.9902 USDC, floor 22.3171 USDC",
		  "skip: no usable price for XLM",
		]
	`);
});

test('a debt that the pool cannot value is skipped, and nobody else with it', () => {
	const given = view({ pool: { ...view().pool, reserves: BARREN } });
	expect(decided(given)).toMatchObject({
		kind: 'skip',
		reason: { kind: 'not-borrowable', asset: 'USDC' }
	});
	expect(decided(given, { open: PLAIN })?.kind).toBe('fill');
});

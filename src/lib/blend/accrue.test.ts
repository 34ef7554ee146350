import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bTokens, dTokens, rate12, underlying } from '#lib/math/amount.ts';
import { reserve } from '../../../tests/fixtures/blend-case.ts';
import { accrue, TimeReversedError, utilisationCeil } from './accrue.ts';
import { interestOver } from './interest.ts';
import type { ReserveConfig, ReserveData } from './reserve.ts';

/* blend-v2: the Fixed pool of mainnet at ledger 64271347, and the numbers of the contracts' own unit tests. */

const NOW = 1_788_534_414;
const BACKSTOP_RATE = 2_000_000;
const XLM: Partial<ReserveConfig> = {
	cFactor: 7_500_000,
	lFactor: 7_500_000,
	util: 4_000_000,
	maxUtil: 7_000_000,
	rBase: 100_000,
	rOne: 300_000,
	rTwo: 3_000_000,
	rThree: 50_000_000,
	reactivity: 50
};
const STABLE: Partial<ReserveConfig> = {
	cFactor: 9_500_000,
	lFactor: 9_500_000,
	util: 8_000_000,
	maxUtil: 9_000_000,
	rBase: 300_000,
	rOne: 400_000,
	rTwo: 1_200_000,
	rThree: 50_000_000,
	reactivity: 20
};
const data = ([dRate, bRate, irMod, lastTime, dSupply, bSupply, credit]: readonly [
	bigint,
	bigint,
	bigint,
	number,
	bigint,
	bigint,
	bigint
]): ReserveData => ({
	dRate: rate12(dRate),
	bRate: rate12(bRate),
	irMod,
	lastTime,
	dSupply: dTokens(dSupply),
	bSupply: bTokens(bSupply),
	backstopCredit: underlying(credit)
});

describe('mainnet reserves accrue to the recorded get_reserve', () => {
	test.each([
		{
			asset: 'XLM',
			config: XLM,
			before: [
				1001568283884n,
				1000022303241n,
				1000000n,
				1788533688,
				13201825877188n,
				7654654078715796n,
				31426481n
			],
			utilisation: 17274n,
			after: [1001568307242n, 1000022303273n, 1000000n, 31488154n]
		},
		{
			asset: 'USDC',
			config: STABLE,
			before: [
				1228743585510n,
				1143597595724n,
				14810061n,
				1788534379,
				354986019743103n,
				472075267288691n,
				65446630777n
			],
			utilisation: 8079566n,
			after: [1228743739744n, 1143597688507n, 14810066n, 65457580959n]
		},
		{
			asset: 'EURC',
			config: STABLE,
			before: [
				1228440145896n,
				1142044033025n,
				3590134n,
				1788533750,
				596521813932n,
				3087825484723n,
				171404770n
			],
			utilisation: 2077997n,
			after: [1228440520958n, 1142044090990n, 3582270n, 171449516n]
		}
	] as const)('$asset', ({ asset, config, before, utilisation, after }) => {
		const start = data(before);
		const end = accrue(reserve(asset, 0, config).config, start, BACKSTOP_RATE, NOW);
		expect(utilisationCeil(start)).toBe(utilisation);
		expect([end.dRate, end.bRate, end.irMod, end.backstopCredit]).toEqual(after);
		expect([end.lastTime, end.dSupply, end.bSupply]).toEqual([NOW, start.dSupply, start.bSupply]);
	});
});

describe('interest over a time', () => {
	const flat = { rBase: 2_500_000, rOne: 0, rTwo: 0, rThree: 0 };
	test.each([
		[{}, 6_565_656n, 10_000_000n, 500, 1000000852536n, 9999066n],
		[{ reactivity: 0 }, 6_565_656n, 10_000_000n, 500, 1000000852536n, 10000000n],
		[{}, 7_979_797n, 10_000_000n, 500, 1000002853078n, 10000479n],
		[{}, 9_696_969n, 10_000_000n, 500, 1000018247510n, 10002196n],
		[{ rBase: 1000 }, 5n, 1_000_000n, 1, 1000000000001n, undefined],
		[flat, 0n, 10_000_000n, 500, 1000003963724n, 9992500n],
		[flat, 6_565_656n, 10_000_000n, 500, 1000003963724n, 9999066n],
		[flat, 7_565_656n, 10_000_000n, 500, 1000003963724n, 10000065n],
		[flat, 9_565_656n, 10_000_000n, 500, 1000003963724n, 10002065n],
		[{}, 9_696_969n, 99_970_000n, 12_345, undefined, 100000000n],
		[{}, 2_020_202n, 1_500_000n, 50_000, undefined, 1000000n]
	])('%o at %s, modifier %s, %s s', (config, utilisation, irMod, seconds, accrual, nextMod) => {
		const interest = interestOver(reserve('A', 0, config).config, utilisation, irMod, seconds);
		if (accrual !== undefined) expect(interest.accrual).toBe(accrual);
		if (nextMod !== undefined) expect(interest.irMod).toBe(nextMod);
	});
});

describe('a whole reserve', () => {
	const { config } = reserve('A', 0);
	const before = data([
		1345678123000n,
		1123456789000n,
		10_000_000n,
		1000,
		650_000_000n,
		990_000_000n,
		0n
	]);
	test('accrues as in the contract', () => {
		const after = accrue(config, before, BACKSTOP_RATE, 1000 + 617_280);
		expect(utilisationCeil(before)).toBe(7864353n);
		expect([after.dRate, after.bRate, after.irMod, after.backstopCredit]).toEqual([
			1349657798173n,
			1125547124242n,
			10449815n,
			517357n
		]);
	});
	test('does not change within its own second', () => {
		expect(accrue(config, before, BACKSTOP_RATE, 1000)).toBe(before);
	});
	test('only moves its time when nothing is supplied, or nothing is lent', () => {
		for (const idle of [
			{ ...before, bSupply: bTokens(0n) },
			{ ...before, dSupply: dTokens(0n) }
		])
			expect(accrue(config, idle, BACKSTOP_RATE, 2000)).toEqual({ ...idle, lastTime: 2000 });
	});
	test('cannot go back in time', () => {
		expect(() => accrue(config, before, BACKSTOP_RATE, 999)).toThrow(TimeReversedError);
	});
	test('owes nobody more than borrowers pay: rates never fall, suppliers and backstop get at most the interest', () => {
		fc.assert(
			fc.property(
				fc.bigInt({ min: 1n, max: 10n ** 16n }),
				fc.bigInt({ min: 1n, max: 10n ** 16n }),
				fc.integer({ min: 1, max: 10_000_000 }),
				(d, b, seconds) => {
					const start = { ...before, dSupply: dTokens(d), bSupply: bTokens(b) };
					const end = accrue(config, start, BACKSTOP_RATE, 1000 + seconds);
					expect(end.dRate).toBeGreaterThanOrEqual(start.dRate);
					expect(end.bRate).toBeGreaterThanOrEqual(start.bRate);
					const interest = (d * (end.dRate - start.dRate)) / 10n ** 12n + 1n;
					const paid =
						(b * (end.bRate - start.bRate)) / 10n ** 12n +
						end.backstopCredit -
						start.backstopCredit;
					expect(paid).toBeLessThanOrEqual(interest + 1n);
				}
			)
		);
	});
});

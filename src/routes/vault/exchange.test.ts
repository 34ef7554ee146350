import { describe, expect, test } from 'vitest';
import { usdc } from '#lib/math/amount.ts';
import { err, ok } from '#lib/result.ts';
import { LP, VAULT } from '../../../tests/fixtures/depositor-case.ts';
import { diffRows, maxText, readDraft, sceneOf, type Draft, type Scene } from './exchange.ts';

function scene(change: Partial<Parameters<typeof sceneOf>[1]> = {}): Scene {
	const made = sceneOf(VAULT, { ...LP, ...change });
	if (made === undefined) throw new Error('expected a scene');
	return made;
}
const deposit = (text: string): Draft => ({
	direction: 'deposit',
	text,
	all: false,
	toleranceBps: 50
});
const exit = (text: string, all = false): Draft => ({
	direction: 'withdraw',
	text,
	all,
	toleranceBps: 50
});

describe('a deposit', () => {
	test('asks for the shares of its price, less what is tolerated', () => {
		expect(readDraft(deposit('110'), scene())).toEqual({
			kind: 'ready',
			request: { kind: 'deposit', assets: 1_100_000_000n, minShares: 995_000_000n },
			assets: 1_100_000_000n,
			bound: 'you get at least 99.5000 shares'
		});
	});
	test.each([
		['250.0000001', 'You have 250.00 USDC.'],
		['12345678901234567890', 'You have 250.00 USDC.'],
		['1e5', 'Write the amount out, without an exponent: 100000'],
		['-0', 'Write the amount without a sign.'],
		['1,5', 'Use a point for decimals and no commas: 1234.5'],
		['0.0000001', 'Too little for a single share: deposit more.']
	])('of %s is refused with a sentence', (text, sentence) => {
		expect(readDraft(deposit(text), scene())).toEqual({ kind: 'bad', sentence });
	});
	test('beyond the room is refused before it is asked for', () => {
		const full = sceneOf({ ...VAULT, room: usdc(1_000_000_000n) }, LP);
		expect(readDraft(deposit('100.5'), full)).toEqual({
			kind: 'bad',
			sentence: 'The vault has room for 100.00 USDC.'
		});
	});
	test('at most is all there is, to the last stroop', () => {
		const odd = {
			...LP.usdc,
			value: {
				kind: 'trustline',
				available: usdc(12_345_678n),
				room: usdc(1n),
				authorised: true
			} as const
		};
		expect(maxText('deposit', scene({ usdc: ok(odd.value) }))).toBe('1.2345678');
	});
});

describe('a withdrawal', () => {
	test('of an amount burns no more than what is tolerated', () => {
		expect(readDraft(exit('11'), scene())).toMatchObject({
			request: { kind: 'withdraw', assets: 110_000_000n, maxShares: 100_500_000n }
		});
	});
	test('of more than is free says what is locked', () => {
		expect(readDraft(exit('66.1'), scene())).toEqual({
			kind: 'bad',
			sentence: 'Your free shares are worth 66.00 USDC. 40.0000 shares are locked still.'
		});
	});
	test('of everything names shares and not an amount', () => {
		const free = scene({ tranche: ok(undefined) });
		expect(readDraft(exit(maxText('withdraw', free) ?? '', true), free)).toMatchObject({
			request: { kind: 'redeem', shares: 1_000_000_000n, minAssets: 1_094_500_000n }
		});
	});
	test('of everything while all is locked says so', () => {
		const locked = { lockedShares: 1_000_000_000n as never, unlockAt: 3_000 };
		expect(readDraft(exit('', true), scene({ tranche: ok(locked) }))).toMatchObject({
			sentence: 'None of your shares is free yet.'
		});
	});
});

describe('before and after', () => {
	const request = {
		kind: 'deposit',
		assets: usdc(1_100_000_000n),
		minShares: 1n as never
	} as const;
	const cells = (returned: bigint | undefined) =>
		diffRows(scene(), request, returned).map(({ label, now, after }) => [label, now, after]);

	test('the right side is unknown until the simulation has answered', () => {
		expect(cells(undefined).map(([, , after]) => after)).toEqual(Array(5).fill(undefined));
	});
	test('and then follows from its answer, not from the form', () => {
		expect(cells(1_000_000_000n)).toEqual([
			['Shares', '100.0000', '200.0000'],
			['Value, USDC', '110.00', '220.00'],
			['Locked shares', '40.0000', '140.0000'],
			['Locked until, UTC', '1 Jan, 00:50', '2 Jan, 00:16'],
			['Your USDC', '250.00', '140.00']
		]);
	});
	test('of all shares is what the simulation pays', () => {
		const all = { kind: 'redeem', shares: 600_000_000n as never, minAssets: usdc(1n) } as const;
		const rows = diffRows(scene(), all, 659_999_999n);
		expect(rows.find(({ label }) => label === 'Your USDC')?.after).toBe('315.99');
		expect(rows.find(({ label }) => label === 'Shares')?.after).toBe('40.0000');
	});
});

test('a position that could not be read is no empty one', () => {
	expect(sceneOf(VAULT, { ...LP, shares: err('your shares lie in the archive') })).toBeUndefined();
});

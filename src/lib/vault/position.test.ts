import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shares, usdc } from '#lib/math/amount.ts';
import { exitRoom, usdcAtHand } from './exit-room.ts';
import { fillsCsv, movesCsv } from './history-csv.ts';
import { positionGain } from './position-gain.ts';
import { afterDeposit, afterExit, positionView } from './position-view.ts';
import { previewRedeemFloor } from './share-price.ts';
import { leastSharesFloor, leastUsdcFloor, mostSharesCeil } from './slippage.ts';
import type { VaultFill, VaultMove } from './vault-event.ts';
import { vaultProfit } from './vault-profit.ts';

const STATE = {
	booked: usdc(1_100n),
	owed: usdc(0n),
	unvested: usdc(0n),
	totalAssets: usdc(1_100n),
	totalShares: shares(1_000n)
};
const place = { id: '1', hash: 'ab', ledger: 7, at: 0 };
const move = (
	kind: VaultMove['kind'],
	assets: bigint,
	count: bigint,
	account = 'A'
): VaultMove => ({
	...place,
	...{ kind, account, assets: usdc(assets), shares: shares(count) }
});

describe('what can leave', () => {
	const amount = fc.bigInt({ min: 1n, max: 10n ** 20n });
	test('is never worth more than what is there, and one share more would be', () => {
		fc.assert(
			fc.property(amount, amount, amount, (assets, supply, atHand) => {
				const pot = { totalAssets: usdc(assets), totalShares: shares(supply) };
				const all = shares(supply);
				const room = exitRoom(pot, all, usdc(atHand));
				expect(previewRedeemFloor(pot, room.shares) <= atHand).toBe(true);
				if (!room.isShort) return;
				const more = shares(room.shares + 1n);
				expect(previewRedeemFloor(pot, more) > atHand).toBe(true);
			})
		);
	});

	test('is nothing while nothing is at hand', () => {
		expect(exitRoom(STATE, shares(1_000n), usdcAtHand(usdc(5n), usdc(9n)))).toEqual({
			shares: 0n,
			assets: 0n,
			isShort: true
		});
	});
});

describe('a position', () => {
	const held = {
		shares: shares(500n),
		tranche: { lockedShares: shares(200n), unlockAt: 100 }
	};
	test('counts its locked shares in its worth, and not in what is free', () => {
		const view = positionView(STATE, usdc(1_100n), held, 40);
		expect(view).toMatchObject({ worth: 550n, partBps: 5_000n });
		expect(view.tranche).toEqual({ locked: 200n, unlocked: 300n, secondsLeft: 60 });
		expect(view.exit).toEqual({ shares: 300n, assets: 330n, isShort: false });
	});

	test('after a deposit has everything locked that was, and the new shares', () => {
		const view = positionView(STATE, usdc(1_100n), held, 40);
		expect(afterDeposit(STATE, view, usdc(110n), shares(100n))).toEqual({
			shares: 600n,
			worth: 660n,
			locked: 300n
		});
		const unlocked = positionView(STATE, usdc(1_100n), held, 100);
		expect(afterDeposit(STATE, unlocked, usdc(110n), shares(100n)).locked).toBe(100n);
	});

	test('after an exit has the rest', () => {
		const view = positionView(STATE, usdc(1_100n), held, 40);
		expect(afterExit(STATE, view, usdc(330n), shares(300n))).toEqual({
			shares: 200n,
			worth: 220n,
			locked: 200n
		});
	});
});

describe('what is accepted at worst', () => {
	test('is never nothing, and always admits what was expected', () => {
		const amount = fc.bigInt({ min: 1n, max: 10n ** 20n });
		fc.assert(
			fc.property(amount, fc.constantFrom(10, 50, 100), (expected, bps) => {
				const least = leastSharesFloor(shares(expected), bps);
				expect(least >= 1n && least <= expected).toBe(true);
				expect(leastUsdcFloor(usdc(expected), bps)).toBe(least);
				expect(mostSharesCeil(shares(expected), bps) >= expected).toBe(true);
			})
		);
	});
});

describe('the gain since the first deposit', () => {
	const position = { shares: shares(150n), worth: usdc(170n) };
	const moves = [
		move('withdrawal', 51n, 50n),
		move('deposit', 200n, 200n),
		move('deposit', 9n, 9n, 'B')
	];

	test('is what it is worth and what was taken out, less what was put in', () => {
		expect(positionGain('A', position, moves, [])).toBe(21n);
	});
	test('is unknown when events do not explain every share', () => {
		expect(positionGain('A', { ...position, shares: shares(151n) }, moves, [])).toBeUndefined();
		expect(positionGain('C', position, moves, [])).toBeUndefined();
		const sent = { ...place, kind: 'transfer', from: 'A', to: 'B', shares: shares(1n) } as const;
		expect(positionGain('A', position, moves, [sent])).toBeUndefined();
	});
});

const FILL: VaultFill = {
	...place,
	...{ kind: 'fill', pool: 'P', user: 'U', operator: 'O', session: 'S', auctionType: 0 },
	...{ percent: 100, startLedger: 3, bid: new Map(), lot: new Map() },
	...{ spent: usdc(25_000_000n), profit: usdc(10_000_000n), fee: usdc(1_000_000n) }
};

test('the vault’s profit in the price is what has vested, and never a loss', () => {
	expect(vaultProfit([FILL, FILL], usdc(4_000_000n))).toBe(14_000_000n);
	expect(vaultProfit([FILL], usdc(12_000_000n))).toBe(0n);
	expect(vaultProfit([], usdc(0n))).toBe(0n);
});

describe('the CSV', () => {
	test('of moves has decimal strings and ISO times', () => {
		expect(movesCsv([move('deposit', 25_000_000n, 20_000_000n, 'GA')])).toBe(
			'time_utc,ledger,transaction,what,account,usdc,shares,share_price_usdc\r\n' +
				'1970-01-01T00:00:00.000Z,7,ab,deposit,GA,2.5,2,1.25\r\n'
		);
	});
	test('of fills splits the profit', () => {
		const [, line] = fillsCsv([FILL]).split('\r\n');
		expect(line).toBe('1970-01-01T00:00:00.000Z,7,ab,P,U,O,S,0,100,3,2.5,1,0.9,0.1');
	});
	test('of a move without shares has no price, rather than 0', () => {
		expect(movesCsv([move('deposit', 1n, 0n)]).endsWith(',0,\r\n')).toBe(true);
	});
});

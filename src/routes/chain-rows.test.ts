import { expect, test } from 'vitest';
import { shares, usdc } from '#lib/math/amount.ts';
import type { VaultFill, VaultMove } from '#lib/vault/vault-event.ts';
import { chainRows } from './chain-rows.ts';

const account = (letter: string) => `G${letter.repeat(55)}`;
const fill = (id: string, ledger: number): VaultFill => ({
	...{ kind: 'fill', id, ledger, hash: 'h', at: 0 },
	...{ pool: 'P', user: account('B'), operator: account('A'), session: account('C') },
	...{ auctionType: 0, percent: 100, startLedger: 1, bid: new Map(), lot: new Map() },
	...{ spent: usdc(2_070_000_000n), profit: usdc(45_400_000n), fee: usdc(4_540_000n) }
});
const move = (id: string, ledger: number, kind: VaultMove['kind']): VaultMove => ({
	...{ kind, id, ledger, hash: 'h', at: 0, account: account('D') },
	...{ assets: usdc(10_000_000_000n), shares: shares(9_971_183_000n) }
});

test('a fill is told with both parts of its profit and by whom it was made', () => {
	expect(chainRows({ fills: [fill('2', 7)], moves: [] }, 5)).toEqual([
		{
			id: '2',
			ledger: 7,
			who: 'GAAA…AAAA',
			what: 'filled 100 %',
			why: 'Auction of GBBB…BBBB. Vault +4.08 USDC, operator +0.45 USDC.'
		}
	]);
});

test('fills, deposits and withdrawals stand in the order of the chain, newest first, and no more than asked', () => {
	const history = {
		fills: [fill('3', 9), fill('1', 5)],
		moves: [move('4', 9, 'withdrawal'), move('2', 6, 'deposit')]
	};
	expect(chainRows(history, 3).map(({ what, why }) => `${what}: ${why}`)).toEqual([
		'withdrew: 997.1183 shares for 1,000.00 USDC.',
		expect.stringContaining('filled'),
		'deposited: 1,000.00 USDC for 997.1183 shares.'
	]);
});

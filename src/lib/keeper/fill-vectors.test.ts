import { describe, expect, test } from 'vitest';
import { START_LEDGER } from '../../../tests/fixtures/fill-case.ts';
import { readFills } from '../../../tests/fixtures/fill-vectors.ts';
import { fillOutlook, type FillObstacle, type FillOutlook } from './fill-outlook.ts';

/* Fills that nectar-vault made or refused over the lab. Here TypeScript must arrive at the same receipts and refusals. */

const fills = readFills();

/** The code with which the contracts answer what the client sees beforehand. */
function codeOf(obstacle: FillObstacle): number | string {
	switch (obstacle.kind) {
		case 'not-started':
			return 2149;
		case 'empty-lot':
			return 2150;
		case 'no-price':
			return 2152;
		case 'route-missing':
			return 2146;
		case 'route-refuses':
			return { 'zero-output': 2407, 'no-liquidity': 2406 }[obstacle.reason] ?? obstacle.reason;
		case 'too-many-legs':
			return 2147;
		case 'over-spend-limit':
			return 2156;
		case 'unknown-reserve':
			return obstacle.kind;
	}
}
const MISSED = { order: 2160, minimum: 2161, margin: 2162, edge: 2163 } as const;

function receiptOf({ economics }: FillOutlook) {
	const { edge, profit, spent, split, misses } = economics;
	return misses === undefined ? { edge, fee: split.fee, profit, spent } : { code: MISSED[misses] };
}

describe('the vault and the client agree on', () => {
	test.each(fills)(
		'$name',
		({ market, auction, percent, age, orderMinProfit, swaps, expected }) => {
			const ledger = START_LEDGER + age;
			const outlook = fillOutlook(market, auction, percent, ledger, orderMinProfit, swaps);
			expect(outlook.ok ? receiptOf(outlook.value) : { code: codeOf(outlook.error) }).toEqual(
				expected
			);
		}
	);
});

test('the cases reach every floor, and many fills pass', () => {
	const codes = fills.flatMap(({ expected }) => ('code' in expected ? [expected.code] : []));
	expect(new Set(codes)).toEqual(new Set([2146, 2156, 2160, 2161, 2162, 2163, 2407]));
	expect(fills.length - codes.length).toBeGreaterThanOrEqual(50);
});

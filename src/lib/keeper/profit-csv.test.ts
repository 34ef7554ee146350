import { expect, test } from 'vitest';
import { lostRow, wonRow } from '../../../tests/fixtures/ledger-row-case.ts';
import { profitCsv } from './profit-csv.ts';

const cells = (text: string): readonly Record<string, string>[] => {
	const [head = '', ...lines] = text.trimEnd().split('\r\n');
	const names = head.split(',');
	return lines.map((line) => {
		const values = line.split(',');
		return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '?']));
	});
};

test('a won fill is a row of decimal strings and an ISO time', () => {
	const [row] = cells(profitCsv([wonRow()]));
	expect(row).toEqual({
		time_utc: '2026-11-22T16:21:04.000Z',
		ledger: '51204011',
		transaction: 'a1'.repeat(32),
		pool: 'POOL',
		user: 'USER',
		action: 'fill',
		outcome: 'won',
		percent: '100',
		spent_usdc: '207',
		received_usdc: '211.54',
		profit_usdc: '4.54',
		vault_share_usdc: '4.086',
		operator_share_usdc: '0.454',
		fee_xlm: '0.114',
		xlm_price_usdc: '0.075',
		fee_usdc: '0.00855',
		net_usdc: '0.44545',
		confirmations: '2'
	});
});
test('what is not known is an empty cell; a loss has a plain minus', () => {
	const [row] = cells(profitCsv([lostRow()]));
	expect(row).toMatchObject({ spent_usdc: '', profit_usdc: '', net_usdc: '-0.00078' });
	expect(cells(profitCsv([lostRow({ fee: undefined })]))[0]).toMatchObject({
		fee_xlm: '',
		net_usdc: ''
	});
});
test('without rows there is the head alone', () => {
	expect(profitCsv([])).toMatch(/^time_utc,[a-z_,]+\r\n$/);
});
test('an amount of twenty digits keeps all of them', () => {
	const [row] = cells(profitCsv([wonRow({ spent: 123_456_789_012_345_678_901n })]));
	expect(row?.['spent_usdc']).toBe('12345678901234.5678901');
});
test('a text with a comma, a quote or a formula in it stays one harmless cell', () => {
	expect(profitCsv([wonRow({ user: 'a,"b"' })])).toContain('"a,""b"""');
	expect(profitCsv([wonRow({ user: '=1+1' })])).toContain(",'=1+1,");
});

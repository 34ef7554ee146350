import { encodeBytes, TransactionResult } from '@stellar/stellar-sdk/xdr';
import { describe, expect, test } from 'vitest';
import { parseResultXdr } from './transaction-result.ts';

/** The bytes of a result: fee (64 bits), and then 32 bits each. */
function resultXdr(fee: bigint, ...words: readonly number[]): string {
	const view = new DataView(new ArrayBuffer(8 + 4 * words.length));
	view.setBigInt64(0, fee);
	for (const [index, word] of words.entries()) view.setInt32(8 + 4 * index, word);
	return encodeBytes(new Uint8Array(view.buffer), 'base64');
}

/** What the SDK makes of the same bytes. */
function bySdk(xdr: string) {
	const { feeCharged, result } = TransactionResult.fromXdr(xdr, 'base64');
	const [first] = 'results' in result ? result.results : [];
	const operation =
		first === undefined ? undefined : first.type === 'opInner' ? first.tr.value.type : first.type;
	return { ok: true, value: { feeCharged, code: result.type, operation } };
}

const EXT = 0;
const FAILED = -1;

describe('a result is read as the SDK reads it', () => {
	test('of every code without operations', () => {
		for (const code of [-2, -3, -4, -5, -6, -7, -8, -9, -10, -11, -12, -14, -15, -16, -17]) {
			const xdr = resultXdr(100n, code, EXT);
			expect(parseResultXdr(xdr)).toEqual(bySdk(xdr));
		}
	});

	test('of every code of the operations that are sent from here', () => {
		const codes: readonly (readonly [operation: number, lowest: number])[] = [
			[0, -4], // create account
			[1, -9], // payment
			[5, -10], // set options
			[6, -8], // change trust
			[8, -7], // account merge
			[24, -5], // invoke
			[25, -3], // extend
			[26, -3] // restore
		];
		let compared = 0;
		for (const [operation, lowest] of codes) {
			for (let code = lowest; code < 0; code += 1) {
				const xdr = resultXdr(2n ** 40n, FAILED, 1, 0, operation, code, EXT);
				expect(parseResultXdr(xdr)).toEqual(bySdk(xdr));
				compared += 1;
			}
		}
		expect(compared).toBe(49);
	});

	test('of successes, with what they return', () => {
		for (const words of [
			[0, 1, 0, 0, 0, EXT],
			[0, 1, 0, 8, 0, 0, 12_345, EXT], // the balance merged
			[0, 1, 0, 24, 0, 1, 2, 3, 4, 5, 6, 7, 8, EXT] // a hash
		]) {
			const xdr = resultXdr(200n, ...words);
			expect(parseResultXdr(xdr)).toEqual(bySdk(xdr));
		}
	});

	test('of operations that did not get as far as their own code', () => {
		for (const outer of [-1, -2, -3, -4, -5, -6]) {
			const xdr = resultXdr(0n, FAILED, 1, outer, EXT);
			expect(parseResultXdr(xdr)).toEqual(bySdk(xdr));
		}
	});

	test('of a transaction without operations', () => {
		const xdr = resultXdr(0n, FAILED, 0, EXT);
		expect(parseResultXdr(xdr)).toEqual(bySdk(xdr));
	});
});

test('an operation of others is named with its number', () => {
	const xdr = resultXdr(1n, FAILED, 1, 0, 13, -3, EXT);
	expect(parseResultXdr(xdr)).toMatchObject({
		value: { code: 'txFailed', operation: 'pathPaymentStrictSend -3' }
	});
});

test('what is no result is an error that names it', () => {
	for (const xdr of ['', 'AAAA', '!', resultXdr(1n, 77), resultXdr(1n, FAILED, 1, 99)]) {
		expect(parseResultXdr(xdr)).toMatchObject({ ok: false, error: { kind: 'malformed' } });
	}
});

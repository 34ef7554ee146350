import { encodeBytes } from '@stellar/stellar-sdk/xdr';
import { expect, test } from 'vitest';
import { base64 } from './base64.ts';

test('every length is encoded as by the SDK, across the parts too', () => {
	const lengths = [0, 1, 2, 3, 4, 12_287, 12_288, 12_289, 40_000, 110_692];
	for (const length of lengths) {
		const bytes = Uint8Array.from({ length }, (_, index) => (index * 7 + (index >> 8)) & 0xff);
		expect(base64(bytes)).toBe(encodeBytes(bytes, 'base64'));
	}
});

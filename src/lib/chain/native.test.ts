import { Address, nativeToScVal, scValToNative } from '@stellar/stellar-sdk/base';
import { ScMapEntry, ScVal } from '@stellar/stellar-sdk/xdr';
import { expect, test } from 'vitest';
import { i128Of, nativeOf } from './native.ts';
import { struct, symbol } from './scval.ts';

const BIG = [
	0n,
	1n,
	-1n,
	(1n << 64n) - 1n,
	1n << 64n,
	-(1n << 64n),
	(1n << 127n) - 1n,
	-(1n << 127n)
];
const ACCOUNT = 'GDVEU3DD4KOFECV66VIHWEZOYX4ZKR3WV27L464SIIPOU2IUI3JCZA57';

test('plain data is what the SDK makes of a value', () => {
	const values = [
		ScVal.scvVoid(),
		...[true, false].map((value) => ScVal.scvBool(value)),
		...[0, 1, 4_294_967_295].map((value) => ScVal.scvU32(value)),
		...[0, -1, 2_147_483_647].map((value) => ScVal.scvI32(value)),
		...[0n, 1n, (1n << 64n) - 1n].map((value) => ScVal.scvU64(value)),
		...[-1n, (1n << 63n) - 1n].map((value) => ScVal.scvI64(value)),
		...BIG.map((value) => nativeToScVal(value, { type: 'i128' })),
		...BIG.map((value) => nativeToScVal(value, { type: 'i256' })),
		...[0n, (1n << 128n) - 1n].map((value) => nativeToScVal(value, { type: 'u128' })),
		...[0n, (1n << 256n) - 1n].map((value) => nativeToScVal(value, { type: 'u256' })),
		ScVal.scvBytes(Uint8Array.from([0, 1, 255])),
		ScVal.scvString('späť'),
		ScVal.scvString(Uint8Array.from([255, 254])),
		ScVal.scvSymbol('Session'),
		ScVal.scvVec([ScVal.scvU32(7), ScVal.scvVec([]), ScVal.scvVoid()]),
		Address.fromString(ACCOUNT).toScVal(),
		ScVal.scvMap([
			new ScMapEntry({ key: Address.fromString(ACCOUNT).toScVal(), val: ScVal.scvU32(1) }),
			new ScMapEntry({ key: ScVal.scvU32(4), val: symbol('x') })
		])
	];
	for (const value of values) expect(nativeOf(value)).toEqual(scValToNative(value));
});

test('an i128 is encoded as the SDK encodes it', () => {
	for (const value of BIG) {
		expect(i128Of(value).toXdr('base64')).toBe(
			nativeToScVal(value, { type: 'i128' }).toXdr('base64')
		);
	}
	expect(() => i128Of(1n << 127n).toXdr()).toThrow();
});

test('the fields of a struct are sorted, as the host wants them', () => {
	const value = struct({ b: symbol('2'), a_b: symbol('3'), a: symbol('1') });
	const keys = value.type === 'scvMap' ? value.map?.map(({ key }) => nativeOf(key)) : [];
	expect(keys).toEqual(['a', 'a_b', 'b']);
});

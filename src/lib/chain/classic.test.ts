import { Asset, Operation } from '@stellar/stellar-sdk/base';
import { expect, test } from 'vitest';
import {
	coSignerIntent,
	createAccountIntent,
	mergeAccountIntent,
	mergeIntent,
	payNativeIntent,
	paymentIntent,
	trustIntent
} from './classic.ts';
import { operationOf, type Intent } from './operation.ts';

const A = 'GDVEU3DD4KOFECV66VIHWEZOYX4ZKR3WV27L464SIIPOU2IUI3JCZA57';
const B = 'GAAZI4TCR3TY5OJHCTJC2A4QSY6CJWJH5IAJTGKIN2ER7LBNVKOCCWN7';
const bytes = (intent: Intent) => operationOf(intent).toXdr('base64');
const sdk = (operation: ReturnType<typeof Operation.payment>) => operation.toXdr('base64');

test('each operation is the one that the SDK builds', () => {
	expect(bytes(createAccountIntent(A, 15_000_000n))).toBe(
		sdk(Operation.createAccount({ destination: A, startingBalance: '1.5' }))
	);
	expect(bytes(coSignerIntent(A))).toBe(
		sdk(Operation.setOptions({ signer: { ed25519PublicKey: A, weight: 1 } }))
	);
	expect(bytes(mergeIntent(A))).toBe(sdk(Operation.accountMerge({ destination: A })));
	expect(bytes(mergeAccountIntent(B, A))).toBe(
		sdk(Operation.accountMerge({ source: B, destination: A }))
	);
	expect(bytes(payNativeIntent(A, 1n))).toBe(
		sdk(Operation.payment({ destination: A, asset: Asset.native(), amount: '0.0000001' }))
	);
});

test.for(['U', 'USDC', 'USDCX', 'ABCDEFGHIJKL'])(
	'an asset with the code %s is the SDK’s',
	(code) => {
		const asset = new Asset(code, B);
		expect(bytes(trustIntent(code, B))).toBe(sdk(Operation.changeTrust({ asset })));
		expect(bytes(paymentIntent(A, code, B, 10_000_000n))).toBe(
			sdk(Operation.payment({ destination: A, asset, amount: '1' }))
		);
		expect(bytes({ kind: 'wrap-asset', code, issuer: B })).toBe(
			sdk(Operation.createStellarAssetContract({ asset }))
		);
	}
);

test('a code that no asset can have is refused', () => {
	for (const code of ['', 'ABCDEFGHIJKLM', 'US-C']) {
		expect(() => trustIntent(code, B)).toThrow('asset code');
	}
});

test('contracts are uploaded, created and called as the SDK does it', () => {
	const wasm = Uint8Array.from([0, 97, 115, 109]);
	expect(bytes({ kind: 'upload', wasm })).toBe(sdk(Operation.uploadContractWasm({ wasm })));
	expect(bytes({ kind: 'restore', keys: [] })).toBe(sdk(Operation.restoreFootprint({})));
});

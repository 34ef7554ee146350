import { Keypair } from '@stellar/stellar-sdk/base';
import { afterEach, expect, test, vi } from 'vitest';
import { buildEnvelope, signEnvelope } from './envelope.ts';
import { operationOf } from './operation.ts';
import { sha256 } from './hash.ts';
import { importSigner } from './signer.ts';

afterEach(() => {
	vi.restoreAllMocks();
});

test('the envelope of a whole contract is encoded in parts that fit on the small stack of a worker', async () => {
	const seed = sha256('upload');
	const source = Keypair.fromRawEd25519Seed(seed).publicKey();
	const operation = operationOf({ kind: 'upload', wasm: new Uint8Array(110_692).fill(7) });
	const spread = vi.spyOn(String, 'fromCharCode');
	const passphrase = 'a network';
	const terms = { source, sequence: 1n, bid: 100n, maxLedger: 9, maxTime: 9, passphrase };
	const unsigned = buildEnvelope(operation, terms);
	await signEnvelope(unsigned, await importSigner(seed));
	const most = spread.mock.calls.reduce((sum, args) => Math.max(sum, args.length), 0);
	expect(unsigned.xdr.length).toBeGreaterThan(110_692);
	expect(most).toBeGreaterThan(0);
	expect(most).toBeLessThan(20_000);
});

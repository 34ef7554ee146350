import {
	Asset,
	authorizeEntry,
	Keypair,
	Operation,
	rpc,
	TransactionBuilder,
	xdr
} from '@stellar/stellar-sdk';
import { describe, expect, test } from 'vitest';
import { SANDBOX_PASSPHRASE } from '#lib/sandbox/config.ts';
import { outcome, refusal } from './harness/codes.ts';
import { overBothWires, type Net } from './harness/net.ts';
import { address, createProbe, invoke, returned, run, uploadProbe } from './harness/soroban.ts';
import { apply, build, newAccount, newKey, signed } from './harness/transactions.ts';

const touch = Operation.setOptions({ homeDomain: 'nectar.test' });

describe('signatures of the envelope', () => {
	overBothWires((context) => {
		test('a wrong signature: txBadAuth', async () => {
			const { net } = context();
			const alice = await newAccount(net);
			const tx = await build(net, alice, [touch]);
			tx.sign(newKey());
			expect(refusal(await net.server.sendTransaction(tx))).toBe('ERROR txBadAuth');
		});

		test('a signature with the right hint over something else: txBadAuth', async () => {
			const { net } = context();
			const alice = await newAccount(net);
			const other = await signed(net, alice, [Operation.setOptions({ homeDomain: 'other' })]);
			const tx = await build(net, alice, [touch]);
			const envelope = tx.toEnvelope();
			if (envelope.type !== 'envelopeTypeTx') throw new Error('expected a plain envelope');
			const forged = xdr.TransactionEnvelope.envelopeTypeTx(
				new xdr.TransactionV1Envelope({ tx: envelope.value.tx, signatures: other.signatures })
			);
			const sent = await net.server.sendTransaction(
				TransactionBuilder.fromXdr(forged, SANDBOX_PASSPHRASE)
			);
			expect(refusal(sent)).toBe('ERROR txBadAuth');
		});

		test('no signature: txBadAuth', async () => {
			const { net } = context();
			const alice = await newAccount(net);
			const sent = await net.server.sendTransaction(await build(net, alice, [touch]));
			expect(refusal(sent)).toBe('ERROR txBadAuth');
		});

		test('an unneeded signature: txBadAuthExtra', async () => {
			const { net } = context();
			const alice = await newAccount(net);
			const tx = await signed(net, alice, [touch]);
			tx.sign(newKey());
			expect(refusal(await net.server.sendTransaction(tx))).toBe('ERROR txBadAuthExtra');
		});

		test('the same signature twice: txBadAuthExtra', async () => {
			const { net } = context();
			const alice = await newAccount(net);
			const tx = await signed(net, alice, [touch]);
			tx.sign(alice);
			expect(refusal(await net.server.sendTransaction(tx))).toBe('ERROR txBadAuthExtra');
		});

		test('a signature made for another network: txBadAuth', async () => {
			const { net } = context();
			const alice = await newAccount(net);
			const passphrase = 'Test SDF Network ; September 2015';
			const foreign = await signed(net, alice, [touch], { passphrase });
			expect(refusal(await net.server.sendTransaction(foreign))).toBe('ERROR txBadAuth');
		});

		// stellar-core, OperationFrame::checkSignature: a missing operation source signature fails the operation.
		test('an operation of another account without its signature: opBadAuth', async () => {
			const { net } = context();
			const [alice, bob] = [await newAccount(net), await newAccount(net)];
			const foreign = Operation.setOptions({ homeDomain: 'x', source: bob.publicKey() });
			const tx = await signed(net, alice, [foreign]);
			expect(refusal(await net.server.sendTransaction(tx))).toBe('ERROR txFailed opBadAuth');
			const both = await signed(net, alice, [foreign]);
			both.sign(bob);
			expect(outcome(await apply(net, both))).toBe('txSuccess setOptionsSuccess');
		});
	});
});

describe('multisig', () => {
	async function shared(net: Net): Promise<{ alice: Keypair; cosigner: Keypair }> {
		const [alice, cosigner] = [await newAccount(net), newKey()];
		const rule = Operation.setOptions({
			signer: { ed25519PublicKey: cosigner.publicKey(), weight: 1 },
			lowThreshold: 1,
			medThreshold: 2,
			highThreshold: 2
		});
		expect(outcome(await apply(net, await signed(net, alice, [rule])))).toBe(
			'txSuccess setOptionsSuccess'
		);
		return { alice, cosigner };
	}
	const pay = (to: Keypair) =>
		Operation.payment({
			destination: to.publicKey(),
			asset: Asset.native(),
			amount: '1'
		});

	overBothWires((context) => {
		test('one signature of two that the threshold asks for: txFailed opBadAuth', async () => {
			const { net } = context();
			const { alice } = await shared(net);
			const sent = await net.server.sendTransaction(await signed(net, alice, [pay(alice)]));
			// stellar-core, TransactionFrame::checkValid: an operation that cannot be authorised fails the whole before it is queued.
			expect(refusal(sent)).toBe('ERROR txFailed opBadAuth');
		});

		test('both signatures pass, in any order', async () => {
			const { net } = context();
			const { alice, cosigner } = await shared(net);
			const tx = await build(net, alice, [pay(alice)]);
			tx.sign(cosigner);
			tx.sign(alice);
			expect(outcome(await apply(net, tx))).toBe('txSuccess paymentSuccess');
		});

		// stellar-core, TransactionFrame::commonValid: the envelope itself needs the low threshold.
		test('less weight than the low threshold: txBadAuth', async () => {
			const { net } = context();
			const { alice, cosigner } = await shared(net);
			const raise = await build(net, alice, [Operation.setOptions({ lowThreshold: 2 })]);
			raise.sign(alice);
			raise.sign(cosigner);
			expect(outcome(await apply(net, raise))).toBe('txSuccess setOptionsSuccess');
			const sent = await net.server.sendTransaction(await signed(net, alice, [pay(alice)]));
			expect(refusal(sent)).toBe('ERROR txBadAuth');
		});

		test('a master key of weight 0 cannot sign any more', async () => {
			const { net } = context();
			const { alice, cosigner } = await shared(net);
			const retire = await build(net, alice, [
				Operation.setOptions({ masterWeight: 0, medThreshold: 1 })
			]);
			retire.sign(alice);
			retire.sign(cosigner);
			expect(outcome(await apply(net, retire))).toBe('txSuccess setOptionsSuccess');
			const sent = await net.server.sendTransaction(await signed(net, alice, [pay(alice)]));
			expect(refusal(sent)).toBe('ERROR txBadAuth');
		});

		test('a removed signer is an unneeded one', async () => {
			const { net } = context();
			const { alice, cosigner } = await shared(net);
			const remove = await build(net, alice, [
				Operation.setOptions({
					signer: { ed25519PublicKey: cosigner.publicKey(), weight: 0 },
					medThreshold: 1,
					highThreshold: 1
				})
			]);
			remove.sign(alice);
			remove.sign(cosigner);
			expect(outcome(await apply(net, remove))).toBe('txSuccess setOptionsSuccess');
			const tx = await signed(net, alice, [pay(alice)]);
			tx.sign(cosigner);
			expect(refusal(await net.server.sendTransaction(tx))).toBe('ERROR txBadAuthExtra');
		});
	});
});

describe('authorisation entries', () => {
	interface Ready {
		readonly alice: Keypair;
		readonly bob: Keypair;
		readonly outer: string;
		readonly inner: string;
	}
	async function prepareNet(net: Net): Promise<Ready> {
		const [alice, bob] = [await newAccount(net), await newAccount(net)];
		const wasmHash = await uploadProbe(net, alice);
		const outer = await createProbe(net, alice, wasmHash, 1);
		const inner = await createProbe(net, alice, wasmHash, 2);
		return { alice, bob, outer, inner };
	}
	/** `guard(bob)` sent by alice: bob's entry is signed by `signer`, valid for `life` ledgers. */
	async function guarded(net: Net, ready: Ready, signer: Keypair, life: number, upgraded = true) {
		const guard = invoke(ready.outer, 'guard', address(ready.bob.publicKey()));
		const raw = await build(net, ready.alice, [guard]);
		const recorded = await net.server.simulateTransaction(raw, undefined, 'record', upgraded);
		if (!rpc.Api.isSimulationSuccess(recorded) || recorded.result === undefined) {
			throw new Error('expected a success');
		}
		const until = (await net.latestLedger()) + life;
		const auth = await Promise.all(
			recorded.result.auth.map((entry) => authorizeEntry(entry, signer, until, SANDBOX_PASSPHRASE))
		);
		const result = { ...recorded.result, auth };
		const tx = rpc.assembleTransaction(raw, { ...recorded, result }).build();
		return { auth, tx, enforced: await net.server.simulateTransaction(tx) };
	}
	/** With the resources that the enforcing simulation found: recording verifies no signature. */
	async function prepareGuarded(net: Net, parties: Ready, life: number) {
		const { tx, enforced } = await guarded(net, parties, parties.bob, life);
		const prepared = rpc.assembleTransaction(tx, enforced).build();
		prepared.sign(parties.alice);
		return prepared;
	}

	overBothWires<Ready>((context) => {
		test('the source of the transaction needs no entry of its own', async () => {
			const { net, ready } = context();
			const done = await run(
				net,
				ready.alice,
				invoke(ready.outer, 'guard', address(ready.alice.publicKey()))
			);
			expect(returned(done)).toBe(ready.alice.publicKey());
		});

		test('another account signs ADDRESS_V2 credentials', async () => {
			const { net, ready } = context();
			const { auth, enforced } = await guarded(net, ready, ready.bob, 20);
			expect(auth.map((entry) => entry.credentials.type)).toEqual(['sorobanCredentialsAddressV2']);
			expect(rpc.Api.isSimulationSuccess(enforced)).toBe(true);
		});

		test('another account signs plain ADDRESS credentials', async () => {
			const { net, ready } = context();
			const { auth, enforced } = await guarded(net, ready, ready.bob, 20, false);
			expect(auth.map((entry) => entry.credentials.type)).toEqual(['sorobanCredentialsAddress']);
			expect(rpc.Api.isSimulationSuccess(enforced)).toBe(true);
		});

		test('an entry signed by the wrong key fails in simulation', async () => {
			const { net, ready } = context();
			const { enforced } = await guarded(net, ready, newKey(), 20);
			expect(rpc.Api.isSimulationError(enforced)).toBe(true);
		});

		test('an entry whose ledger has passed: invokeHostFunctionTrapped', async () => {
			const { net, ready } = context();
			const tx = await prepareGuarded(net, ready, 1);
			await net.close(2);
			expect(outcome(await apply(net, tx))).toBe('txFailed invokeHostFunctionTrapped');
		});

		test('an entry cannot be used twice', async () => {
			const { net, ready } = context();
			const first = await prepareGuarded(net, ready, 50);
			expect(outcome(await apply(net, first))).toBe('txSuccess invokeHostFunctionSuccess');
			const envelope = first.toEnvelope();
			if (envelope.type !== 'envelopeTypeTx') throw new Error('expected a plain envelope');
			const { ext, operations } = envelope.value.tx;
			if (ext.type !== 'sorobanData') throw new Error('expected Soroban data');
			const replay = await signed(net, ready.alice, operations, { sorobanData: ext.value });
			expect(outcome(await apply(net, replay))).toBe('txFailed invokeHostFunctionTrapped');
		});

		test('a nested authorisation without a root is recorded only when asked for', async () => {
			const { net, ready } = context();
			const below = invoke(
				ready.outer,
				'guard_below',
				address(ready.inner),
				address(ready.bob.publicKey())
			);
			const tx = await build(net, ready.alice, [below]);
			expect(rpc.Api.isSimulationError(await net.server.simulateTransaction(tx))).toBe(true);
			const allowed = await net.server.simulateTransaction(tx, undefined, 'record_allow_nonroot');
			if (!rpc.Api.isSimulationSuccess(allowed)) throw new Error(allowed.error);
			expect(allowed.result?.auth).toHaveLength(1);
		});

		test('recording together with entries is refused', async () => {
			const { net, ready } = context();
			const { tx } = await guarded(net, ready, ready.bob, 20);
			const refused = await net.server.simulateTransaction(tx, undefined, 'record');
			expect(rpc.Api.isSimulationError(refused)).toBe(true);
		});
	}, prepareNet);
});

import { Asset, Keypair, rpc, scValToNative, xdr } from '@stellar/stellar-sdk';
import { expect, test } from 'vitest';
import { SANDBOX_PASSPHRASE } from '#lib/sandbox/config.ts';
import { outcome, type Applied } from './harness/codes.ts';
import { overBothWires, type Net } from './harness/net.ts';
import {
	address,
	cellKey,
	createProbe,
	i128,
	invoke,
	Place,
	bytes,
	prepare,
	returned,
	run,
	simulate,
	symbol,
	u32,
	uploadProbe
} from './harness/soroban.ts';
import { apply, build, newAccount, signed } from './harness/transactions.ts';

const DEPTH = 10;

interface Ready {
	readonly alice: Keypair;
	readonly probes: readonly string[];
	readonly first: string;
}

async function prepareNet(net: Net): Promise<Ready> {
	const alice = await newAccount(net);
	const wasmHash = await uploadProbe(net, alice);
	const probes: string[] = [];
	for (let tag = 1; tag <= DEPTH; tag += 1)
		probes.push(await createProbe(net, alice, wasmHash, tag));
	return { alice, probes, first: probes[0] ?? '' };
}

/** Topics and data of the events that the first operation published, as native values. */
function events(applied: Applied): { topics: unknown[]; data: unknown }[] {
	return (applied.events.contractEventsXdr[0] ?? []).map((event) => ({
		topics: event.body.value.topics.map((topic): unknown => scValToNative(topic)),
		data: scValToNative(event.body.value.data) as unknown
	}));
}

overBothWires<Ready>((context) => {
	test('contracts call each other ten deep, and events come from the inside out', async () => {
		const { net, ready } = context();
		const [first, ...rest] = ready.probes;
		const path = xdr.ScVal.scvVec(rest.map(address));
		const done = await run(net, ready.alice, invoke(first ?? '', 'chain', path));
		expect(returned(done)).toBe(DEPTH);
		expect(events(done)).toEqual(
			[...ready.probes]
				.reverse()
				.map((probe, index) => ({ topics: ['depth', index + 1], data: probe }))
		);
	});

	test('a contract cannot be entered twice in one call', async () => {
		const { net, ready } = context();
		const path = xdr.ScVal.scvVec([address(ready.first)]);
		const tx = await build(net, ready.alice, [invoke(ready.first, 'chain', path)]);
		const simulation = await net.server.simulateTransaction(tx);
		if (!rpc.Api.isSimulationError(simulation)) throw new Error('expected a failure');
		expect(simulation.error).toContain('Error(Context, InvalidAction)');
	});

	test('events carry up to four topics of any type', async () => {
		const { net, ready } = context();
		const topics = [symbol('swap'), address(ready.alice.publicKey()), i128(-5n), u32(9)];
		const emit = invoke(ready.first, 'emit', xdr.ScVal.scvVec(topics), bytes(2));
		expect(events(await run(net, ready.alice, emit))).toEqual([
			{ topics: ['swap', ready.alice.publicKey(), -5n, 9], data: new Uint8Array(2) }
		]);
	});

	test('a failing contract: invokeHostFunctionTrapped, no event, nothing written', async () => {
		const { net, ready } = context();
		const put = invoke(ready.first, 'put', u32(Place.persistent), u32(77), bytes(1));
		const { transactionData } = await simulate(net, ready.alice, put);
		const fail = invoke(ready.first, 'fail', u32(77));
		const tx = await signed(net, ready.alice, [fail], { sorobanData: transactionData.build() });
		const done = await apply(net, tx);
		expect(outcome(done)).toBe('txFailed invokeHostFunctionTrapped');
		expect(events(done)).toEqual([]);
		const { entries } = await net.server.getLedgerEntries(cellKey(ready.first, 'persistent', 77));
		expect(entries).toEqual([]);
	});

	test('a panic in a contract is a failed transaction, not a failed network', async () => {
		const { net, ready } = context();
		const tag = await prepare(net, ready.alice, invoke(ready.first, 'tag'));
		const envelope = tag.toEnvelope();
		if (envelope.type !== 'envelopeTypeTx' || envelope.value.tx.ext.type !== 'sorobanData') {
			throw new Error('expected Soroban data');
		}
		const tx = await signed(net, ready.alice, [invoke(ready.first, 'crash')], {
			sorobanData: envelope.value.tx.ext.value
		});
		expect(outcome(await apply(net, tx))).toBe('txFailed invokeHostFunctionTrapped');
	});

	test('a contract that does not exist fails in simulation', async () => {
		const { net, ready } = context();
		const nobody = Asset.native().contractId('another network');
		const tx = await build(net, ready.alice, [invoke(nobody, 'tag')]);
		expect(rpc.Api.isSimulationError(await net.server.simulateTransaction(tx))).toBe(true);
	});

	test('an asset contract called by a contract moves the asset of whoever signed for it', async () => {
		const { net, ready } = context();
		const bob = await newAccount(net);
		const native = Asset.native().contractId(SANDBOX_PASSPHRASE);
		const pay = invoke(
			ready.first,
			'pay',
			address(native),
			address(ready.alice.publicKey()),
			address(bob.publicKey()),
			i128(5n)
		);
		const done = await run(net, ready.alice, pay);
		expect(events(done)).toEqual([
			{ topics: ['transfer', ready.alice.publicKey(), bob.publicKey(), 'native'], data: 5n }
		]);
		expect((await net.server.getAccountEntry(bob.publicKey())).balance).toBe(100_000_000_005n);
	});

	test('simulation runs on the last ledger, the transaction in the next', async () => {
		const { net, ready } = context();
		const now = invoke(ready.first, 'now');
		const last = await net.latestLedger();
		const { result } = await simulate(net, ready.alice, now);
		expect(result && scValToNative(result.retval)).toMatchObject({ sequence: last });
		const done = await run(net, ready.alice, now);
		expect(returned(done)).toMatchObject({ sequence: last + 1 });
		expect(done.ledger).toBe(last + 1);
	});

	test('random numbers differ from call to call', async () => {
		const { net, ready } = context();
		const random = invoke(ready.first, 'random', u32(4));
		const drawn = [await run(net, ready.alice, random), await run(net, ready.alice, random)].map(
			returned
		);
		expect(drawn[0]).not.toEqual(drawn[1]);
	});

	test('two simulations of one call do not record the same nonce', async () => {
		const { net, ready } = context();
		const bob = await newAccount(net);
		const guard = invoke(ready.first, 'guard', address(bob.publicKey()));
		const entries = [
			await simulate(net, ready.alice, guard),
			await simulate(net, ready.alice, guard)
		].map(({ result }) => result?.auth[0]?.toXdr('base64'));
		expect(entries[0]).not.toBe(entries[1]);
	});
}, prepareNet);

import { hash, Keypair, Operation, rpc, SorobanDataBuilder, xdr } from '@stellar/stellar-sdk';
import { describe, expect, test } from 'vitest';
import { outcome, refusal } from './harness/codes.ts';
import { overBothWires, type Net } from './harness/net.ts';
import {
	bytes,
	cellKey,
	codeKey,
	deployProbe,
	instanceKey,
	invoke,
	Place,
	probeWasm,
	returned,
	run,
	simulate,
	u32
} from './harness/soroban.ts';
import { apply, build, newAccount, signed } from './harness/transactions.ts';

const MIN_PERSISTENT = 120_960;
const PAST_PERSISTENT = MIN_PERSISTENT + 10;

interface Ready {
	readonly alice: Keypair;
	readonly contract: string;
}

/** The contract outlives every test here; its cells do not. */
async function prepareNet(net: Net): Promise<Ready> {
	const alice = await newAccount(net);
	const contract = await deployProbe(net, alice);
	const extend = invoke(contract, 'extend', u32(Place.instance), u32(0), u32(3_000_000));
	expect(outcome(await run(net, alice, extend))).toBe('txSuccess invokeHostFunctionSuccess');
	return { alice, contract };
}

async function liveUntil(net: Net, key: xdr.LedgerKey): Promise<number> {
	const { entries } = await net.server.getLedgerEntries(key);
	return entries[0]?.liveUntilLedgerSeq ?? 0;
}

const archivedIndices = (data: xdr.SorobanTransactionData): readonly number[] =>
	data.ext.type === 'resourceExt' ? data.ext.value.archivedSorobanEntries : [];

describe('archived entries', () => {
	overBothWires<Ready>((context) => {
		let next = 0;
		/** A cell that has been archived, and the data of a read that was simulated while it lived. */
		async function archived() {
			const { net, ready } = context();
			next += 1;
			const [cell, key] = [next, cellKey(ready.contract, 'persistent', next)];
			await run(
				net,
				ready.alice,
				invoke(ready.contract, 'put', u32(Place.persistent), u32(cell), bytes(4))
			);
			const get = invoke(ready.contract, 'get', u32(Place.persistent), u32(cell));
			const live = (await simulate(net, ready.alice, get)).transactionData.build();
			await net.warp({ ledgers: PAST_PERSISTENT });
			expect(await liveUntil(net, key)).toBeLessThan(await net.latestLedger());
			return { net, ready, cell, key, get, live };
		}

		test('read without restoration: invokeHostFunctionEntryArchived', async () => {
			const { net, ready, get, live } = await archived();
			const tx = await signed(net, ready.alice, [get], { sorobanData: live });
			expect(outcome(await apply(net, tx))).toBe('txFailed invokeHostFunctionEntryArchived');
		});

		test('declared for writing, but not marked: invokeHostFunctionEntryArchived', async () => {
			const { net, ready, get } = await archived();
			const done = await run(net, ready.alice, get, {
				data: (data) =>
					new xdr.SorobanTransactionData({
						ext: xdr.SorobanTransactionDataExt.v0(),
						resources: data.resources,
						resourceFee: data.resourceFee
					})
			});
			expect(outcome(done)).toBe('txFailed invokeHostFunctionEntryArchived');
		});

		test('an invocation restores what it marks', async () => {
			const { net, ready, key, get } = await archived();
			const { transactionData } = await simulate(net, ready.alice, get);
			expect(archivedIndices(transactionData.build())).toHaveLength(1);
			const done = await run(net, ready.alice, get);
			expect(outcome(done)).toBe('txSuccess invokeHostFunctionSuccess');
			expect(returned(done)).toEqual(new Uint8Array(4));
			expect(await liveUntil(net, key)).toBe(done.ledger + MIN_PERSISTENT - 1);
		});

		test('RestoreFootprint restores for a fee, and the entry reads again', async () => {
			const { net, ready, key, get, live } = await archived();
			const raw = await build(net, ready.alice, [Operation.restoreFootprint({})], {
				sorobanData: new SorobanDataBuilder().setReadWrite([key]).build()
			});
			const restore = await net.server.prepareTransaction(raw);
			restore.sign(ready.alice);
			const restored = await apply(net, restore);
			expect(outcome(restored)).toBe('txSuccess restoreFootprintSuccess');
			expect(await liveUntil(net, key)).toBe(restored.ledger + MIN_PERSISTENT - 1);
			const tx = await signed(net, ready.alice, [get], { sorobanData: live });
			expect(outcome(await apply(net, tx))).toBe('txSuccess invokeHostFunctionSuccess');
		});

		test('RestoreFootprint with a read-only footprint: restoreFootprintMalformed', async () => {
			const { net, ready, key } = await archived();
			const raw = await build(net, ready.alice, [Operation.restoreFootprint({})], {
				sorobanData: new SorobanDataBuilder().setReadWrite([key]).build()
			});
			const prepared = (await net.server.prepareTransaction(raw)).toEnvelope();
			if (prepared.type !== 'envelopeTypeTx' || prepared.value.tx.ext.type !== 'sorobanData') {
				throw new Error('expected Soroban data');
			}
			const data = new SorobanDataBuilder(prepared.value.tx.ext.value)
				.setFootprint([key], [])
				.build();
			const tx = await signed(net, ready.alice, [Operation.restoreFootprint({})], {
				sorobanData: data
			});
			const sent = await net.server.sendTransaction(tx);
			expect(refusal(sent)).toBe('ERROR txFailed restoreFootprintMalformed');
		});

		test('simulating an extension of an archived entry names the restoration it needs first', async () => {
			const { net, ready, key } = await archived();
			const raw = await build(
				net,
				ready.alice,
				[Operation.extendFootprintTtl({ extendTo: 1_000 })],
				{
					sorobanData: new SorobanDataBuilder().setReadOnly([key]).build()
				}
			);
			const simulation = await net.server.simulateTransaction(raw);
			expect(rpc.Api.isSimulationRestore(simulation)).toBe(true);
		});
	}, prepareNet);
});

describe('an archived contract', () => {
	overBothWires((context) => {
		test('code and instance are restored by the invocation that needs them', async () => {
			const { net } = context();
			const alice = await newAccount(net);
			const contract = await deployProbe(net, alice);
			await net.warp({ ledgers: PAST_PERSISTENT });
			const done = await run(net, alice, invoke(contract, 'tag'));
			expect(returned(done)).toBe(1);
			const code = codeKey(hash(await probeWasm()));
			expect(await liveUntil(net, code)).toBe(done.ledger + MIN_PERSISTENT - 1);
			expect(await liveUntil(net, instanceKey(contract))).toBe(done.ledger + MIN_PERSISTENT - 1);
		});
	});
});

describe('temporary entries and extensions', () => {
	overBothWires<Ready>((context) => {
		test('an expired temporary entry reads as absent', async () => {
			const { net, ready } = context();
			const put = invoke(ready.contract, 'put', u32(Place.temporary), u32(1), bytes(4));
			const get = invoke(ready.contract, 'get', u32(Place.temporary), u32(1));
			const written = await run(net, ready.alice, put);
			const key = cellKey(ready.contract, 'temporary', 1);
			expect(await liveUntil(net, key)).toBe(written.ledger + 720 - 1);
			const live = (await simulate(net, ready.alice, get)).transactionData.build();
			await net.warp({ ledgers: 718 });
			const last = await run(net, ready.alice, get);
			expect(last.ledger).toBe(written.ledger + 719);
			expect(returned(last)).toEqual(new Uint8Array(4));
			const tx = await signed(net, ready.alice, [get], { sorobanData: live });
			const gone = await apply(net, tx);
			expect(gone.ledger).toBe(written.ledger + 720);
			expect(returned(gone)).toBeNull();
			expect(await liveUntil(net, key)).toBeLessThan(await net.latestLedger());
		});

		test('an expired temporary entry can be written anew', async () => {
			const { net, ready } = context();
			const put = invoke(ready.contract, 'put', u32(Place.temporary), u32(2), bytes(4));
			await run(net, ready.alice, put);
			await net.warp({ ledgers: 1_000 });
			const again = await run(net, ready.alice, put);
			expect(outcome(again)).toBe('txSuccess invokeHostFunctionSuccess');
			const key = cellKey(ready.contract, 'temporary', 2);
			expect(await liveUntil(net, key)).toBe(again.ledger + 720 - 1);
		});

		test('ExtendFootprintTtl sets the life that was asked for', async () => {
			const { net, ready } = context();
			await run(
				net,
				ready.alice,
				invoke(ready.contract, 'put', u32(Place.persistent), u32(3), bytes(4))
			);
			const key = cellKey(ready.contract, 'persistent', 3);
			const raw = await build(
				net,
				ready.alice,
				[Operation.extendFootprintTtl({ extendTo: 200_000 })],
				{
					sorobanData: new SorobanDataBuilder().setReadOnly([key]).build()
				}
			);
			const extend = await net.server.prepareTransaction(raw);
			extend.sign(ready.alice);
			const done = await apply(net, extend);
			expect(outcome(done)).toBe('txSuccess extendFootprintTtlSuccess');
			expect(await liveUntil(net, key)).toBe(done.ledger + 200_000);
		});

		test('a contract extends its own entry', async () => {
			const { net, ready } = context();
			await run(
				net,
				ready.alice,
				invoke(ready.contract, 'put', u32(Place.temporary), u32(4), bytes(4))
			);
			const extend = invoke(ready.contract, 'extend', u32(Place.temporary), u32(4), u32(5_000));
			const done = await run(net, ready.alice, extend);
			const key = cellKey(ready.contract, 'temporary', 4);
			expect(await liveUntil(net, key)).toBe(done.ledger + 5_000);
		});
	}, prepareNet);
});

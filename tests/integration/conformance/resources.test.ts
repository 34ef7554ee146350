import {
	Asset,
	Keypair,
	Operation,
	rpc,
	SorobanDataBuilder,
	TransactionBuilder
} from '@stellar/stellar-sdk';
import { describe, expect, test } from 'vitest';
import { outcome, refusal, type Applied } from './harness/codes.ts';
import { overBothWires, type Net } from './harness/net.ts';
import {
	address,
	bytes,
	cellKey,
	deployProbe,
	invoke,
	Place,
	prepare,
	redeclare,
	returned,
	run,
	simulate,
	u32
} from './harness/soroban.ts';
import { apply, balance, build, newAccount, signed } from './harness/transactions.ts';

interface Ready {
	readonly alice: Keypair;
	readonly contract: string;
	readonly usd: string;
}

async function prepareNet(net: Net): Promise<Ready> {
	const [alice, issuer] = [await newAccount(net), await newAccount(net)];
	const asset = new Asset('USD', issuer.publicKey());
	await apply(net, await signed(net, alice, [Operation.changeTrust({ asset })]));
	const usd = await run(net, alice, Operation.createStellarAssetContract({ asset }));
	return { alice, contract: await deployProbe(net, alice), usd: String(returned(usd)) };
}

/** What the transaction's meta says it paid. */
function paid(applied: Applied) {
	const meta = applied.resultMetaXdr;
	if (meta.type !== 'v4' || meta.value.sorobanMeta?.ext.type !== 'v1')
		throw new Error('expected fees');
	return meta.value.sorobanMeta.ext.value;
}

describe('declared resources', () => {
	overBothWires<Ready>((context) => {
		const put = (key: number, size: number) => {
			const { contract } = context().ready;
			return invoke(contract, 'put_sized', u32(Place.persistent), u32(key), u32(size));
		};

		test('exactly what simulation found is enough', async () => {
			const { net, ready } = context();
			expect(outcome(await run(net, ready.alice, put(1, 100)))).toBe(
				'txSuccess invokeHostFunctionSuccess'
			);
		});

		test('a footprint that lacks a key to write: invokeHostFunctionTrapped', async () => {
			const { net, ready } = context();
			const done = await run(net, ready.alice, put(2, 100), {
				data: (data) => new SorobanDataBuilder(data).setReadWrite([]).build()
			});
			expect(outcome(done)).toBe('txFailed invokeHostFunctionTrapped');
		});

		test('a footprint that lacks a key to read: invokeHostFunctionTrapped', async () => {
			const { net, ready } = context();
			const get = invoke(ready.contract, 'get', u32(Place.persistent), u32(1));
			const key = cellKey(ready.contract, 'persistent', 1).toXdr('base64');
			const done = await run(net, ready.alice, get, {
				data: (data) => {
					const keys = data.resources.footprint.readOnly;
					return new SorobanDataBuilder(data)
						.setReadOnly(keys.filter((each) => each.toXdr('base64') !== key))
						.build();
				}
			});
			expect(outcome(done)).toBe('txFailed invokeHostFunctionTrapped');
		});

		test('a key that is only declared for reading cannot be written: invokeHostFunctionTrapped', async () => {
			const { net, ready } = context();
			const done = await run(net, ready.alice, put(1, 50), {
				data: (data) => {
					const { readOnly, readWrite } = data.resources.footprint;
					return new SorobanDataBuilder(data).setFootprint([...readOnly, ...readWrite], []).build();
				}
			});
			expect(outcome(done)).toBe('txFailed invokeHostFunctionTrapped');
		});

		test('too few instructions: invokeHostFunctionResourceLimitExceeded', async () => {
			const { net, ready } = context();
			const done = await run(net, ready.alice, put(11, 1_000), {
				data: (data) =>
					redeclare(data, { instructions: Math.floor(data.resources.instructions / 4) })
			});
			expect(outcome(done)).toBe('txFailed invokeHostFunctionResourceLimitExceeded');
			expect(done.resultXdr.feeCharged).toBeGreaterThan(100n);
		});

		// stellar-core, InvokeHostFunctionOpFrame: "resource limit" means that consumption exceeds the declaration. Wasm
		// code runs on fuel, which is refused before it is spent, so a loop stops short of the limit: a trap.
		test('a loop that runs out of instructions: invokeHostFunctionTrapped', async () => {
			const { net, ready } = context();
			const burn = invoke(ready.contract, 'burn', u32(100_000));
			const done = await run(net, ready.alice, burn, {
				data: (data) =>
					redeclare(data, { instructions: Math.floor(data.resources.instructions / 2) })
			});
			expect(outcome(done)).toBe('txFailed invokeHostFunctionTrapped');
		});

		test('one byte too few to read a trustline: invokeHostFunctionResourceLimitExceeded', async () => {
			const { net, ready } = context();
			const read = invoke(
				ready.contract,
				'balance_of',
				address(ready.usd),
				address(ready.alice.publicKey())
			);
			const { transactionData } = await simulate(net, ready.alice, read);
			const { diskReadBytes } = transactionData.build().resources;
			expect(diskReadBytes).toBeGreaterThan(100);
			const enough = await run(net, ready.alice, read);
			expect(outcome(enough)).toBe('txSuccess invokeHostFunctionSuccess');
			const done = await run(net, ready.alice, read, {
				data: (data) => redeclare(data, { diskReadBytes: diskReadBytes - 1 })
			});
			expect(outcome(done)).toBe('txFailed invokeHostFunctionResourceLimitExceeded');
		});

		test('one byte too few to write: invokeHostFunctionResourceLimitExceeded', async () => {
			const { net, ready } = context();
			const done = await run(net, ready.alice, put(3, 1_000), {
				data: (data) => redeclare(data, { writeBytes: data.resources.writeBytes - 1 })
			});
			expect(outcome(done)).toBe('txFailed invokeHostFunctionResourceLimitExceeded');
		});

		test('one stroop too little for rent: invokeHostFunctionInsufficientRefundableFee', async () => {
			const { net, ready } = context();
			const spent = paid(await run(net, ready.alice, put(4, 300)));
			const needed =
				spent.totalNonRefundableResourceFeeCharged + spent.totalRefundableResourceFeeCharged;
			const short = await run(net, ready.alice, put(5, 300), {
				data: (data) => redeclare(data, { resourceFee: needed - 1n })
			});
			expect(outcome(short)).toBe('txFailed invokeHostFunctionInsufficientRefundableFee');
			const exact = await run(net, ready.alice, put(5, 300), {
				data: (data) => redeclare(data, { resourceFee: needed })
			});
			expect(outcome(exact)).toBe('txSuccess invokeHostFunctionSuccess');
		});

		test('a resource fee below the fixed part: txSorobanInvalid', async () => {
			const { net, ready } = context();
			const probe = await run(net, ready.alice, put(6, 300));
			const fixed = paid(probe).totalNonRefundableResourceFeeCharged;
			const tx = await prepare(net, ready.alice, put(7, 300), {
				data: (data) => redeclare(data, { resourceFee: fixed - 1n })
			});
			expect(refusal(await net.server.sendTransaction(tx))).toBe('ERROR txSorobanInvalid');
		});

		test.each([
			['instructions', { instructions: 400_000_001 }],
			['bytes to read', { diskReadBytes: 200_001 }],
			['bytes to write', { writeBytes: 132_097 }]
		])("more %s than the network's limit: txSorobanInvalid", async (_what, change) => {
			const { net, ready } = context();
			const tx = await prepare(net, ready.alice, put(8, 10), {
				data: (data) => redeclare(data, { ...change, resourceFee: 50_000_000n })
			});
			expect(refusal(await net.server.sendTransaction(tx))).toBe('ERROR txSorobanInvalid');
		});

		test("more keys than the network's limit: txSorobanInvalid", async () => {
			const { net, ready } = context();
			const keys = Array.from({ length: 401 }, (_, index) =>
				cellKey(ready.contract, 'persistent', 1_000 + index)
			);
			const tx = await prepare(net, ready.alice, put(8, 10), {
				data: (data) =>
					new SorobanDataBuilder(redeclare(data, { resourceFee: 50_000_000n }))
						.setReadOnly(keys)
						.build()
			});
			expect(refusal(await net.server.sendTransaction(tx))).toBe('ERROR txSorobanInvalid');
		});

		test('a key twice in the footprint: txSorobanInvalid', async () => {
			const { net, ready } = context();
			const tx = await prepare(net, ready.alice, put(8, 10), {
				data: (data) => {
					const { readOnly } = data.resources.footprint;
					return new SorobanDataBuilder(redeclare(data, { resourceFee: 50_000_000n }))
						.setReadOnly([...readOnly, ...readOnly])
						.build();
				}
			});
			expect(refusal(await net.server.sendTransaction(tx))).toBe('ERROR txSorobanInvalid');
		});

		// stellar-core, TransactionFrame::validateSorobanOpsConsistency.
		test('a Soroban operation beside another: txMalformed', async () => {
			const { net, ready } = context();
			const { transactionData } = await simulate(net, ready.alice, put(9, 10));
			const tx = await signed(net, ready.alice, [put(9, 10), Operation.setOptions({})], {
				sorobanData: transactionData.build()
			});
			expect(refusal(await net.server.sendTransaction(tx))).toBe('ERROR txMalformed');
		});

		// stellar-core, InvokeHostFunctionOpFrame: events and return value count together.
		test('events beyond 16,384 bytes: invokeHostFunctionResourceLimitExceeded', async () => {
			const { net, ready } = context();
			const done = await run(net, ready.alice, invoke(ready.contract, 'emit_sized', u32(16_500)));
			expect(outcome(done)).toBe('txFailed invokeHostFunctionResourceLimitExceeded');
		});

		test('a return value beyond 16,384 bytes: invokeHostFunctionResourceLimitExceeded', async () => {
			const { net, ready } = context();
			const done = await run(net, ready.alice, invoke(ready.contract, 'return_sized', u32(16_500)));
			expect(outcome(done)).toBe('txFailed invokeHostFunctionResourceLimitExceeded');
		});

		// stellar-core, validateContractLedgerEntry.
		test('an entry beyond 65,536 bytes: invokeHostFunctionResourceLimitExceeded', async () => {
			const { net, ready } = context();
			const done = await run(net, ready.alice, put(10, 66_000));
			expect(outcome(done)).toBe('txFailed invokeHostFunctionResourceLimitExceeded');
		});

		test('memory beyond 40 MiB is no success', async () => {
			const { net, ready } = context();
			const tx = await build(net, ready.alice, [invoke(ready.contract, 'hoard', u32(60_000_000))]);
			const simulation = await net.server.simulateTransaction(tx);
			if (!rpc.Api.isSimulationError(simulation)) throw new Error('expected a failure');
			expect(simulation.error).toContain('ExceededLimit');
		});
	}, prepareNet);
});

describe('what is charged', () => {
	overBothWires<Ready>((context) => {
		test('the fee is the resources of the meta plus the clearing price of 100', async () => {
			const { net, ready } = context();
			const before = await balance(net, ready.alice.publicKey());
			const put = invoke(ready.contract, 'put', u32(Place.persistent), u32(1), bytes(200));
			const { minResourceFee } = await simulate(net, ready.alice, put);
			const done = await run(net, ready.alice, put, { inclusionFee: 9_000n });
			const fees = paid(done);
			const resources =
				fees.totalNonRefundableResourceFeeCharged + fees.totalRefundableResourceFeeCharged;
			expect(done.resultXdr.feeCharged).toBe(resources + 100n);
			expect(resources).toBeLessThanOrEqual(BigInt(minResourceFee));
			expect(await balance(net, ready.alice.publicKey())).toBe(before - resources - 100n);
		});

		test('rent is paid once: the second write of a live entry costs less', async () => {
			const { net, ready } = context();
			const put = invoke(ready.contract, 'put', u32(Place.persistent), u32(2), bytes(200));
			const first = paid(await run(net, ready.alice, put));
			const second = paid(await run(net, ready.alice, put));
			expect(first.rentFeeCharged).toBeGreaterThan(0n);
			expect(second.rentFeeCharged).toBe(0n);
		});

		test('a failed invocation pays no refundable part', async () => {
			const { net, ready } = context();
			const fail = invoke(ready.contract, 'put_sized', u32(1), u32(3), u32(1_000));
			const done = await run(net, ready.alice, fail, {
				data: (data) => redeclare(data, { writeBytes: 10 })
			});
			expect(outcome(done)).toContain('txFailed');
			expect(paid(done).totalRefundableResourceFeeCharged).toBe(0n);
		});

		test('a fee bump of an invocation refunds its own source', async () => {
			const { net, ready } = context();
			const sponsor = await newAccount(net);
			const inner = await prepare(
				net,
				ready.alice,
				invoke(ready.contract, 'put', u32(Place.persistent), u32(4), bytes(64))
			);
			const outer = TransactionBuilder.buildFeeBumpTransaction(
				sponsor,
				'500',
				inner,
				inner.networkPassphrase
			);
			outer.sign(sponsor);
			const before = await balance(net, sponsor.publicKey());
			const done = await apply(net, outer);
			expect(outcome(done)).toBe('txFeeBumpInnerSuccess/txSuccess invokeHostFunctionSuccess');
			expect(await balance(net, sponsor.publicKey())).toBe(before - done.resultXdr.feeCharged);
		});
	}, prepareNet);
});

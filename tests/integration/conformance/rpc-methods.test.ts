import { Address, Asset, hash, Keypair, Operation, rpc, xdr } from '@stellar/stellar-sdk';
import { expect, test } from 'vitest';
import { SANDBOX_PASSPHRASE } from '#lib/sandbox/config.ts';
import { outcome } from './harness/codes.ts';
import { CLOSE_TIME, overBothWires, type Net } from './harness/net.ts';
import {
	cellKey,
	createProbe,
	instanceKey,
	invoke,
	Place,
	probeWasm,
	bytes,
	returned,
	run,
	simulate,
	u32,
	uploadProbe
} from './harness/soroban.ts';
import { apply, hex, newAccount, newKey, signed } from './harness/transactions.ts';

interface Ready {
	readonly alice: Keypair;
	readonly issuer: Keypair;
	readonly usd: Asset;
	readonly usdContract: string;
	readonly wasmHash: Uint8Array;
	readonly contract: string;
	readonly put: string;
}

async function prepareNet(net: Net): Promise<Ready> {
	const alice = await newAccount(net);
	const issuer = await newAccount(net);
	const usd = new Asset('USD', issuer.publicKey());
	await apply(net, await signed(net, alice, [Operation.changeTrust({ asset: usd })]));
	const pay = Operation.payment({ destination: alice.publicKey(), asset: usd, amount: '12.5' });
	await apply(net, await signed(net, issuer, [pay]));
	const deployed = await run(net, issuer, Operation.createStellarAssetContract({ asset: usd }));
	const wasmHash = await uploadProbe(net, alice);
	const contract = await createProbe(net, alice, wasmHash, 7);
	const put = await run(
		net,
		alice,
		invoke(contract, 'put', u32(Place.persistent), u32(1), bytes(3))
	);
	const usdContract = String(returned(deployed));
	return { alice, issuer, usd, usdContract, wasmHash, contract, put: put.txHash };
}

/** Every method of the SDK's `rpc.Server`, unmodified. */
overBothWires<Ready>((context) => {
	test('getHealth', async () => {
		const health = await context().net.server.getHealth();
		expect(health.status).toBe('healthy');
		expect(health.ledgerRetentionWindow).toBe(120_960);
		expect(health.latestLedger).toBeGreaterThan(health.oldestLedger);
	});

	test('getNetwork', async () => {
		const network = await context().net.server.getNetwork();
		expect(network.passphrase).toBe(SANDBOX_PASSPHRASE);
		expect(Number(network.protocolVersion)).toBe(30);
	});

	test('getVersionInfo', async () => {
		const info = await context().net.server.getVersionInfo();
		expect(info.protocolVersion).toBe(30);
		expect(info.version).toMatch(/\d/);
	});

	test('getLatestLedger', async () => {
		const { net } = context();
		const latest = await net.server.getLatestLedger();
		expect(latest.sequence).toBe(await net.latestLedger());
		expect(latest.id).toMatch(/^[0-9a-f]{64}$/);
		expect(latest.headerXdr.ledgerSeq).toBe(latest.sequence);
		expect(Number(latest.closeTime)).toBeGreaterThan(CLOSE_TIME);
	});

	test('getLedgers', async () => {
		const { net } = context();
		const last = await net.latestLedger();
		const page = await net.server.getLedgers({ startLedger: last - 3, pagination: { limit: 3 } });
		expect(page.ledgers.map((ledger) => ledger.sequence)).toEqual([last - 3, last - 2, last - 1]);
		const [first, second] = page.ledgers;
		expect(hex(second?.headerXdr.header.previousLedgerHash.toBytes() ?? new Uint8Array())).toBe(
			first?.hash
		);
		const rest = await net.server.getLedgers({ pagination: { cursor: page.cursor, limit: 3 } });
		expect(rest.ledgers.map((ledger) => ledger.sequence)).toEqual([last]);
	});

	test('getFeeStats', async () => {
		const { net, ready } = context();
		const before = await net.server.getFeeStats();
		const bid = { inclusionFee: 5_000n };
		await run(net, ready.alice, invoke(ready.contract, 'put', u32(0), u32(9), bytes(1)), bid);
		const after = await net.server.getFeeStats();
		expect(after.latestLedger).toBe(before.latestLedger + 1);
		expect(Number(after.sorobanInclusionFee.transactionCount)).toBeGreaterThan(0);
		// Nobody else wanted that ledger: the clearing price is charged, not the bid.
		expect(after.sorobanInclusionFee.max).toBe('100');
	});

	test('getAccount', async () => {
		const { net, ready } = context();
		const account = await net.server.getAccount(ready.alice.publicKey());
		expect(account.accountId()).toBe(ready.alice.publicKey());
		await expect(net.server.getAccount(newKey().publicKey())).rejects.toThrow('Account not found');
	});

	test('getAccountEntry', async () => {
		const { net, ready } = context();
		const entry = await net.server.getAccountEntry(ready.alice.publicKey());
		expect(entry.numSubEntries).toBe(1);
		expect(entry.balance).toBeLessThan(100_000_000_000n);
	});

	test('getTrustline', async () => {
		const { net, ready } = context();
		const line = await net.server.getTrustline(ready.alice.publicKey(), ready.usd);
		expect(line.balance).toBe(125_000_000n);
		await expect(net.server.getTrustline(newKey().publicKey(), ready.usd)).rejects.toThrow(
			'not found'
		);
	});

	test('getClaimableBalance: there are none', async () => {
		const { net } = context();
		await expect(net.server.getClaimableBalance('00'.repeat(32))).rejects.toThrow('not found');
	});

	test('getAssetBalance of an account', async () => {
		const { net, ready } = context();
		const held = await net.server.getAssetBalance(ready.alice.publicKey(), ready.usd);
		expect(held.balanceEntry).toMatchObject({ amount: '125000000', authorized: true });
	});

	test('getAssetBalance of a contract', async () => {
		const { net, ready } = context();
		const none = await net.server.getAssetBalance(ready.contract, ready.usd, SANDBOX_PASSPHRASE);
		expect(none.balanceEntry).toBeUndefined();
	});

	test('getSACBalance', async () => {
		const { net, ready } = context();
		const pay = Operation.payment({
			destination: ready.alice.publicKey(),
			asset: ready.usd,
			amount: '1'
		});
		await apply(net, await signed(net, ready.issuer, [pay]));
		await net.call('sandbox_friendbot', { addr: ready.contract, close: true });
		const held = await net.server.getSACBalance(ready.contract, Asset.native());
		expect(held.balanceEntry).toMatchObject({ amount: '100000000000', authorized: true });
		expect(held.balanceEntry?.liveUntilLedgerSeq).toBeGreaterThan(held.latestLedger);
	});

	test('getContractData', async () => {
		const { net, ready } = context();
		const key = xdr.ScVal.scvVec([xdr.ScVal.scvSymbol('Cell'), u32(1)]);
		const found = await net.server.getContractData(ready.contract, key);
		expect(found.liveUntilLedgerSeq).toBe((found.lastModifiedLedgerSeq ?? 0) + 120_960 - 1);
		const absent = net.server.getContractData(ready.contract, key, rpc.Durability.Temporary);
		await expect(absent).rejects.toMatchObject({ code: 404 });
	});

	test('getContractInstance', async () => {
		const { net, ready } = context();
		const instance = await net.server.getContractInstance(ready.contract);
		expect(instance.executable.type).toBe('contractExecutableWasm');
	});

	test('getContractWasmByContractId', async () => {
		const { net, ready } = context();
		const code = await net.server.getContractWasmByContractId(ready.contract);
		expect(hex(hash(new Uint8Array(code)))).toBe(hex(ready.wasmHash));
	});

	test('getContractWasmByHash', async () => {
		const { net, ready } = context();
		const code = await net.server.getContractWasmByHash(hex(ready.wasmHash), 'hex');
		expect(new Uint8Array(code)).toEqual(await probeWasm());
		const absent = net.server.getContractWasmByHash('00'.repeat(32), 'hex');
		await expect(absent).rejects.toMatchObject({ code: 404 });
	});

	test('getExternalRefWasmHash: an owner without the tag has none', async () => {
		const { net, ready } = context();
		const ref = new xdr.ContractExecutableExternalRef({
			executableOwner: Address.fromString(ready.contract).toScAddress(),
			tag: 'current'
		});
		await expect(net.server.getExternalRefWasmHash(ref)).rejects.toMatchObject({ code: 404 });
	});

	test('queryContract', async () => {
		const { net, ready } = context();
		const answer = await net.server.queryContract(ready.contract, 'tag');
		expect(answer).toEqual({ result: 7, isReadCall: true });
	});

	test('getContractMethods', async () => {
		const { net, ready } = context();
		const methods = await net.server.getContractMethods(ready.contract);
		const names = methods.map((method) => method.name);
		expect(names).toEqual(expect.arrayContaining(['put', 'get', 'chain', 'guard']));
	});

	test('getLedgerEntries keeps the order of the request and leaves out what is missing', async () => {
		const { net, ready } = context();
		const cell = cellKey(ready.contract, 'persistent', 1);
		const missing = cellKey(ready.contract, 'persistent', 99);
		const found = await net.server.getLedgerEntries(cell, missing, instanceKey(ready.contract));
		expect(found.entries.map((entry) => entry.key.toXdr('base64'))).toEqual([
			cell.toXdr('base64'),
			instanceKey(ready.contract).toXdr('base64')
		]);
		expect(found.latestLedger).toBe(await net.latestLedger());
	});

	test('getLedgerEntry', async () => {
		const { net, ready } = context();
		const entry = await net.server.getLedgerEntry(cellKey(ready.contract, 'persistent', 1));
		expect(entry.val.type).toBe('contractData');
		const absent = net.server.getLedgerEntry(cellKey(ready.contract, 'persistent', 99));
		await expect(absent).rejects.toThrow('failed to find an entry');
	});

	test('simulateTransaction', async () => {
		const { net, ready } = context();
		const put = invoke(ready.contract, 'put', u32(Place.persistent), u32(2), bytes(5));
		const simulation = await simulate(net, ready.alice, put);
		expect(simulation.latestLedger).toBe(await net.latestLedger());
		expect(simulation.result?.retval.type).toBe('scvVoid');
		expect(simulation.result?.auth).toEqual([]);
		expect(BigInt(simulation.minResourceFee)).toBe(simulation.transactionData.build().resourceFee);
		expect(simulation.stateChanges?.map((change) => change.before)).toContain(null);
	});

	test('simulateTransaction reports a failing contract inside its result', async () => {
		const { net, ready } = context();
		const tx = await signed(net, ready.alice, [invoke(ready.contract, 'fail', u32(3))]);
		const simulation = await net.server.simulateTransaction(tx);
		if (!rpc.Api.isSimulationError(simulation)) throw new Error('expected a failure');
		expect(simulation.error).toContain('Error(Contract, #1)');
		expect(simulation.events.length).toBeGreaterThan(0);
	});

	test('simulateTransaction adds the leeway it is asked for', async () => {
		const { net, ready } = context();
		const tx = await signed(net, ready.alice, [invoke(ready.contract, 'tag')]);
		const instructions = async (leeway: number) => {
			const simulation = await net.server.simulateTransaction(tx, { cpuInstructions: leeway });
			if (!rpc.Api.isSimulationSuccess(simulation)) throw new Error(simulation.error);
			return simulation.transactionData.build().resources.instructions;
		};
		expect(await instructions(1_000_000)).toBeGreaterThan((await instructions(0)) + 900_000);
	});

	test('simulateTransaction refuses what is no single Soroban operation', async () => {
		const { net, ready } = context();
		const tag = invoke(ready.contract, 'tag');
		for (const operations of [[tag, tag], [Operation.setOptions({})]]) {
			const tx = await signed(net, ready.alice, operations);
			expect(rpc.Api.isSimulationError(await net.server.simulateTransaction(tx))).toBe(true);
		}
	});

	test('prepareTransaction', async () => {
		const { net, ready } = context();
		const tx = await signed(net, ready.alice, [invoke(ready.contract, 'now')]);
		const prepared = await net.server.prepareTransaction(tx);
		expect(BigInt(prepared.fee)).toBeGreaterThan(100n);
		prepared.sign(ready.alice);
		expect(outcome(await apply(net, prepared))).toBe('txSuccess invokeHostFunctionSuccess');
	});

	test('sendTransaction', async () => {
		const { net, ready } = context();
		const tx = await signed(net, ready.alice, [
			Operation.setOptions({ homeDomain: 'nectar.test' })
		]);
		const sent = await net.server.sendTransaction(tx);
		expect(sent).toMatchObject({ status: 'PENDING', hash: hex(tx.hash()) });
		expect(sent.latestLedger).toBe(await net.latestLedger());
		await net.close();
	});

	test('getTransaction', async () => {
		const { net, ready } = context();
		const found = await net.server.getTransaction(ready.put);
		if (found.status !== rpc.Api.GetTransactionStatus.SUCCESS) throw new Error(found.status);
		expect(found.applicationOrder).toBe(1);
		expect(found.feeBump).toBe(false);
		expect(found.returnValue?.type).toBe('scvVoid');
		expect(found.resultMetaXdr.type).toBe('v4');
		const missing = await net.server.getTransaction('ab'.repeat(32));
		expect(missing.status).toBe('NOT_FOUND');
	});

	test('pollTransaction', async () => {
		const { net, ready } = context();
		const tx = await signed(net, ready.alice, [Operation.setOptions({ homeDomain: 'a.test' })]);
		const sent = await net.server.sendTransaction(tx);
		const patient = {
			attempts: 3,
			sleepStrategy: () => {
				net.closeNow();
				return 1;
			}
		};
		const polled = await net.server.pollTransaction(sent.hash, patient);
		expect(polled.status).toBe('SUCCESS');
	});

	test('getTransactions', async () => {
		const { net, ready } = context();
		const placed = await net.server.getTransaction(ready.put);
		if (placed.status === rpc.Api.GetTransactionStatus.NOT_FOUND) throw new Error('not found');
		const first = await net.server.getTransactions({
			startLedger: placed.ledger,
			pagination: { limit: 1 }
		});
		expect(first.transactions.map((tx) => tx.txHash)).toEqual([ready.put]);
		const next = await net.server.getTransactions({
			pagination: { cursor: first.cursor, limit: 2 }
		});
		expect(next.transactions.map((tx) => tx.ledger).every((ledger) => ledger > placed.ledger)).toBe(
			true
		);
	});

	test('getEvents', async () => {
		const { net, ready } = context();
		const emitted = await run(net, ready.alice, invoke(ready.contract, 'emit_many', u32(2)));
		const page = await net.server.getEvents({
			startLedger: emitted.ledger,
			filters: [{ type: 'contract', contractIds: [ready.contract] }]
		});
		expect(page.events.map((event) => event.txHash)).toEqual([emitted.txHash, emitted.txHash]);
		expect(page.events[0]?.contractId?.contractId()).toBe(ready.contract);
	});

	test('requestAirdrop', async () => {
		const { net } = context();
		const key = newKey();
		const account = await net.server.requestAirdrop(key.publicKey(), net.wire.friendbotUrl);
		const created = BigInt(await net.latestLedger());
		expect(BigInt(account.sequenceNumber()) >> 32n).toBe(created);
		const again = await net.server.requestAirdrop(key.publicKey(), net.wire.friendbotUrl);
		expect(again.sequenceNumber()).toBe(account.sequenceNumber());
	});

	test('fundAddress', async () => {
		const { net, ready } = context();
		const funded = await net.server.fundAddress(newKey().publicKey(), net.wire.friendbotUrl);
		expect(outcome(funded)).toBe('txSuccess createAccountSuccess');
		const contract = await net.server.fundAddress(ready.contract, net.wire.friendbotUrl);
		expect(outcome(contract)).toBe('txSuccess invokeHostFunctionSuccess');
		const existing = net.server.fundAddress(ready.alice.publicKey(), net.wire.friendbotUrl);
		await expect(existing).rejects.toThrow('createAccountAlreadyExist');
	});
}, prepareNet);

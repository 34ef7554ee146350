import { Address, Asset, Keypair, Operation, rpc, xdr } from '@stellar/stellar-sdk';
import { expect, test } from 'vitest';
import { SANDBOX_PASSPHRASE } from '#lib/sandbox/config.ts';
import { outcome } from './harness/codes.ts';
import { overBothWires, type Net } from './harness/net.ts';
import { address, deployProbe, i128, invoke, returned, run, simulate } from './harness/soroban.ts';
import { apply, balance, build, newAccount, newKey, signed } from './harness/transactions.ts';

const XLM = 10_000_000n;
const native = Asset.native().contractId(SANDBOX_PASSPHRASE);

const transfer = (from: Keypair, to: string, amount: bigint) =>
	invoke(native, 'transfer', address(from.publicKey()), address(to), i128(amount));

interface Ready {
	readonly alice: Keypair;
	readonly contract: string;
}

async function prepareNet(net: Net): Promise<Ready> {
	const alice = await newAccount(net);
	return { alice, contract: await deployProbe(net, alice) };
}

/** CAP-73: a native transfer to a G-address creates its account. */
overBothWires<Ready>((context) => {
	test('5 XLM to a missing account: it is created, with sequence ledger << 32', async () => {
		const { net, ready } = context();
		const fresh = newKey().publicKey();
		const done = await run(net, ready.alice, transfer(ready.alice, fresh, 5n * XLM));
		expect(outcome(done)).toBe('txSuccess invokeHostFunctionSuccess');
		const entry = await net.server.getAccountEntry(fresh);
		expect(entry.balance).toBe(5n * XLM);
		expect(entry.seqNum).toBe(BigInt(done.ledger) << 32n);
		expect([...entry.thresholds.toBytes()]).toEqual([1, 0, 0, 0]);
	});

	test('the new account can send at once', async () => {
		const { net, ready } = context();
		const fresh = newKey();
		await run(net, ready.alice, transfer(ready.alice, fresh.publicKey(), 5n * XLM));
		const done = await run(net, fresh, transfer(fresh, ready.alice.publicKey(), XLM));
		expect(outcome(done)).toBe('txSuccess invokeHostFunctionSuccess');
	});

	test('0.5 XLM to a missing account: contract error 14', async () => {
		const { net, ready } = context();
		const tx = await build(net, ready.alice, [
			transfer(ready.alice, newKey().publicKey(), XLM / 2n)
		]);
		const simulation = await net.server.simulateTransaction(tx);
		if (!rpc.Api.isSimulationError(simulation)) throw new Error('expected a failure');
		expect(simulation.error).toContain('Error(Contract, #14)');
	});

	test('0.5 XLM to a missing account, sent anyway: contract error 14 in the ledger', async () => {
		const { net, ready } = context();
		const fresh = newKey().publicKey();
		const enough = await simulate(net, ready.alice, transfer(ready.alice, fresh, 5n * XLM));
		const little = new xdr.InvokeContractArgs({
			contractAddress: Address.fromString(native).toScAddress(),
			functionName: 'transfer',
			args: [address(ready.alice.publicKey()), address(fresh), i128(XLM / 2n)]
		});
		const operation = Operation.invokeHostFunction({
			func: xdr.HostFunction.hostFunctionTypeInvokeContract(little),
			auth: [
				new xdr.SorobanAuthorizationEntry({
					credentials: xdr.SorobanCredentials.sorobanCredentialsSourceAccount(),
					rootInvocation: new xdr.SorobanAuthorizedInvocation({
						function: xdr.SorobanAuthorizedFunction.sorobanAuthorizedFunctionTypeContractFn(little),
						subInvocations: []
					})
				})
			]
		});
		const tx = await signed(net, ready.alice, [operation], {
			sorobanData: enough.transactionData.build()
		});
		const done = await apply(net, tx);
		expect(outcome(done)).toBe('txFailed invokeHostFunctionTrapped');
		const topics = (done.diagnosticEventsXdr ?? []).flatMap(({ event }) => event.body.value.topics);
		const errors = topics.filter((topic) => topic.type === 'scvError').map((topic) => topic.error);
		expect(errors.map((each) => each.type === 'sceContract' && each.contractCode)).toContain(14);
	});

	test('more than the sender has: contract error 10', async () => {
		const { net, ready } = context();
		const tx = await build(net, ready.alice, [
			transfer(ready.alice, newKey().publicKey(), 1_000_000n * XLM)
		]);
		const simulation = await net.server.simulateTransaction(tx);
		if (!rpc.Api.isSimulationError(simulation)) throw new Error('expected a failure');
		expect(simulation.error).toContain('Error(Contract, #10)');
	});

	test('a contract that pays a missing account creates it too', async () => {
		const { net, ready } = context();
		await net.call('sandbox_friendbot', { addr: ready.contract, close: true });
		const fresh = newKey().publicKey();
		const pay = invoke(ready.contract, 'pay_out', address(native), address(fresh), i128(2n * XLM));
		expect(outcome(await run(net, ready.alice, pay))).toBe('txSuccess invokeHostFunctionSuccess');
		expect(await balance(net, fresh)).toBe(2n * XLM);
	});

	test('the native contract reads balances of accounts and contracts', async () => {
		const { net, ready } = context();
		const fresh = newKey().publicKey();
		await run(net, ready.alice, transfer(ready.alice, fresh, 3n * XLM));
		const read = await run(net, ready.alice, invoke(native, 'balance', address(fresh)));
		expect(returned(read)).toBe(3n * XLM);
	});
}, prepareNet);

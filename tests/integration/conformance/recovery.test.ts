import { Asset, Keypair, Operation } from '@stellar/stellar-sdk';
import { describe, expect, test } from 'vitest';
import { SandboxHost } from '#lib/sandbox/host.ts';
import { inProcessTransport } from '#lib/sandbox/transport.ts';
import { loadSandboxModule } from '../../../scripts/sandbox-server/load-module.ts';
import { outcome } from './harness/codes.ts';
import { networkConfig, Net, overBothWires, startHost, type Answer } from './harness/net.ts';
import { bytes, cellKey, deployProbe, invoke, Place, run, u32 } from './harness/soroban.ts';
import { applied, apply, balance, hex, newAccount, signed } from './harness/transactions.ts';
import { inProcessWire } from './harness/wire.ts';

const pay = (to: Keypair, amount: string) =>
	Operation.payment({ destination: to.publicKey(), asset: Asset.native(), amount });

const arm = (net: Net) => net.call('sandbox_faults', { trap: true });

describe('a trap inside the wasm', () => {
	overBothWires((context) => {
		test('fails one request with -32603 and its id', async () => {
			const { net } = context();
			const before = net.host.recoveries;
			await arm(net);
			const failed = await net.ask('getHealth');
			expect(failed).toMatchObject({ id: 7, error: { code: -32603 } });
			expect(await net.ask('getHealth')).toHaveProperty('result');
			expect(net.host.recoveries).toBe(before + 1);
		});

		test('loses neither the ledger nor a pending transaction', async () => {
			const { net } = context();
			const [alice, bob] = [await newAccount(net), await newAccount(net)];
			const contract = await deployProbe(net, alice);
			await run(net, alice, invoke(contract, 'put', u32(Place.persistent), u32(1), bytes(9)));
			const { hash } = await net.server.sendTransaction(await signed(net, alice, [pay(bob, '3')]));
			const before = await net.server.getLatestLedger();
			await arm(net);
			expect((await net.ask('getFeeStats')).error?.code).toBe(-32603);
			const after = await net.server.getLatestLedger();
			expect(after.id).toBe(before.id);
			const { entries } = await net.server.getLedgerEntries(cellKey(contract, 'persistent', 1));
			expect(entries).toHaveLength(1);
			await net.close();
			expect(outcome(await applied(net, hash))).toBe('txSuccess paymentSuccess');
			expect(await balance(net, bob.publicKey())).toBe(100_030_000_000n);
		});

		test('a transaction whose own submission trapped was not accepted, and may be sent again', async () => {
			const { net } = context();
			const alice = await newAccount(net);
			const tx = await signed(net, alice, [pay(alice, '1')]);
			await arm(net);
			const failed = await net.ask('sendTransaction', { transaction: tx.toXdr() });
			expect(failed.error?.code).toBe(-32603);
			expect(outcome(await apply(net, tx))).toBe('txSuccess paymentSuccess');
		});

		test('in a batch only the member that traps fails', async () => {
			const { net } = context();
			await arm(net);
			const batch = [1, 2, 3].map((id) => ({ jsonrpc: '2.0', id, method: 'getNetwork' }));
			const { text } = await net.wire.post(JSON.stringify(batch));
			const answers = JSON.parse(text) as Answer<unknown>[];
			expect(answers.map((answer) => answer.id)).toEqual([1, 2, 3]);
			expect(answers.map((answer) => answer.error?.code)).toEqual([-32603, undefined, undefined]);
		});

		test('a switch armed inside a batch strikes the member after it', async () => {
			const { net } = context();
			const batch = [
				{ jsonrpc: '2.0', id: 1, method: 'sandbox_faults', params: { trap: true } },
				{ jsonrpc: '2.0', id: 2, method: 'getNetwork' },
				{ jsonrpc: '2.0', id: 3, method: 'getNetwork' }
			];
			const { text } = await net.wire.post(JSON.stringify(batch));
			const answers = JSON.parse(text) as Answer<unknown>[];
			expect(answers.map((answer) => answer.error?.code)).toEqual([undefined, -32603, undefined]);
		});

		test('twice in a row costs two requests', async () => {
			const { net } = context();
			const alice = await newAccount(net);
			for (let round = 0; round < 2; round += 1) {
				await arm(net);
				expect((await net.ask('getHealth')).error?.code).toBe(-32603);
			}
			expect(await balance(net, alice.publicKey())).toBe(100_000_000_000n);
		});
	});
});

describe('recovery repeats what came after the last snapshot', () => {
	test('whether a snapshot lies far back or has just been taken', async () => {
		const module = await loadSandboxModule();
		const ids = await Promise.all(
			[1, 3, 1_000].map(async (minRequests) => {
				const host = SandboxHost.create(module, networkConfig(), {
					minRequests,
					bytesPerRequest: Number.MAX_SAFE_INTEGER,
					minSize: Number.MAX_SAFE_INTEGER
				});
				if (!host.ok) throw new Error(host.error.detail);
				const net = new Net(host.value, inProcessWire(host.value));
				const alice = Keypair.fromRawEd25519Seed(new Uint8Array(32).fill(5));
				await net.call('sandbox_friendbot', { addr: alice.publicKey(), close: true });
				const contract = await deployProbe(net, alice);
				for (let cell = 0; cell < 7; cell += 1) {
					await arm(net);
					await net.ask('getHealth');
					await run(
						net,
						alice,
						invoke(contract, 'put', u32(Place.persistent), u32(cell), bytes(9))
					);
				}
				expect(host.value.recoveries).toBe(7);
				return (await net.server.getLatestLedger()).id;
			})
		);
		expect(new Set(ids).size).toBe(1);
	});
});

describe('snapshots', () => {
	overBothWires((context) => {
		test('carry ledger, history and queue into another host', async () => {
			const { net } = context();
			const [alice, bob] = [await newAccount(net), await newAccount(net)];
			const done = await apply(net, await signed(net, alice, [pay(bob, '2')]));
			const pending = await signed(net, alice, [pay(bob, '3')]);
			await net.server.sendTransaction(pending);
			const bytesOfAll = net.host.snapshot();

			const other = await startHost({ seed: 'ff'.repeat(32) });
			expect(other.restore(bytesOfAll).ok).toBe(true);
			const elsewhere = new Net(other, inProcessWire(other));
			expect((await elsewhere.server.getLatestLedger()).id).toBe(
				(await net.server.getLatestLedger()).id
			);
			expect((await elsewhere.server.getTransaction(done.txHash)).status).toBe('SUCCESS');
			const [here, there] = [await net.close(), await elsewhere.close()];
			expect(there).toEqual(here);
			expect(there.transactions.map((tx) => tx.hash)).toEqual([hex(pending.hash())]);
			expect(elsewhere.host.snapshot()).toEqual(net.host.snapshot());
		});

		test('go back: what came later is forgotten', async () => {
			const { net } = context();
			const saved = net.host.snapshot();
			const alice = await newAccount(net);
			expect(net.host.restore(saved).ok).toBe(true);
			await expect(net.server.getAccount(alice.publicKey())).rejects.toThrow('not found');
			expect(net.host.snapshot()).toEqual(saved);
		});

		test('bytes that are none are refused and change nothing', async () => {
			const { net } = context();
			const before = await net.server.getLatestLedger();
			const saved = net.host.snapshot();
			expect(net.host.restore(new Uint8Array([1, 2, 3])).ok).toBe(false);
			expect(net.host.restore(saved.slice(0, saved.length - 1)).ok).toBe(false);
			expect((await net.server.getLatestLedger()).id).toBe(before.id);
		});
	});
});

describe('the host', () => {
	test('refuses a configuration it cannot use', async () => {
		const module = await loadSandboxModule();
		const refused = SandboxHost.create(module, networkConfig({ seed: 'no hex' }));
		expect(refused.ok).toBe(false);
	});

	test('answers nobody who has given up', async () => {
		const transport = inProcessTransport(await startHost());
		const answer = await transport.post('{}', AbortSignal.abort());
		expect(answer).toMatchObject({ ok: false, error: { kind: 'unreachable' } });
	});
});

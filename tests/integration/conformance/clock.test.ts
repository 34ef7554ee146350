import { Asset, Keypair, Operation, xdr } from '@stellar/stellar-sdk';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { closeByClock } from '#lib/sandbox/auto-close.ts';
import { SANDBOX_PASSPHRASE } from '#lib/sandbox/config.ts';
import { CLOSE_TIME, openNet, overBothWires, SEED, type Net } from './harness/net.ts';
import { cellKey, u32 } from './harness/soroban.ts';
import { newAccount, newKey, signed } from './harness/transactions.ts';

interface Info {
	readonly passphrase: string;
	readonly seed: string;
	readonly auto: boolean;
	readonly ledgerMs: number;
	readonly latestLedger: number;
	readonly latestCloseTime: number;
	readonly pending: number;
}
const info = (net: Net) => net.call<Info>('sandbox_info');

async function until(condition: () => Promise<boolean>): Promise<void> {
	for (let look = 0; look < 1_500; look += 1) {
		if (await condition()) return;
		await sleep(20);
	}
	throw new Error('it did not come to that within half a minute');
}

describe('the clock by hand', () => {
	overBothWires((context) => {
		test('sandbox_info tells what the network is', async () => {
			expect(await info(context().net)).toMatchObject({
				passphrase: SANDBOX_PASSPHRASE,
				seed: SEED,
				auto: false,
				ledgerMs: 5_000,
				pending: 0
			});
		});

		test('a ledger closes when it is asked to, five seconds after the last', async () => {
			const { net } = context();
			const before = await info(net);
			const closed = await net.close(3);
			expect(closed).toMatchObject({
				closed: 3,
				latestLedger: before.latestLedger + 3,
				latestCloseTime: before.latestCloseTime + 15
			});
			await sleep(150);
			expect((await info(net)).latestLedger).toBe(closed.latestLedger);
		});

		test('a pending transaction waits for a ledger', async () => {
			const { net } = context();
			const alice = await newAccount(net);
			const pay = Operation.payment({
				destination: alice.publicKey(),
				asset: Asset.native(),
				amount: '1'
			});
			const { hash } = await net.server.sendTransaction(await signed(net, alice, [pay]));
			expect((await info(net)).pending).toBe(1);
			const closed = await net.close();
			expect(closed.transactions).toEqual([
				{ hash, ledger: closed.latestLedger, status: 'SUCCESS' }
			]);
			expect((await info(net)).pending).toBe(0);
		});

		test('warping by seconds closes one ledger that much later', async () => {
			const { net } = context();
			const before = await info(net);
			expect(await net.warp({ seconds: 86_400 })).toMatchObject({
				latestLedger: before.latestLedger + 1,
				latestCloseTime: before.latestCloseTime + 86_400
			});
		});

		test('warping by ledgers and seconds spreads one over the other', async () => {
			const { net } = context();
			const before = await info(net);
			expect(await net.warp({ ledgers: 100, seconds: 1_000 })).toMatchObject({
				closed: 100,
				latestLedger: before.latestLedger + 100,
				latestCloseTime: before.latestCloseTime + 1_000
			});
		});

		test.each([
			['no ledger', 'sandbox_closeLedger', { count: 0 }],
			['a negative warp', 'sandbox_warp', { seconds: -1 }],
			['an empty warp', 'sandbox_warp', {}]
		])('%s: -32602, and time stands still', async (_what, method, params) => {
			const { net } = context();
			const before = await info(net);
			expect((await net.ask(method, params)).error?.code).toBe(-32602);
			expect(await info(net)).toEqual(before);
		});
	});
});

describe('the clock by itself', () => {
	test('over HTTP: ledgers close in real time, and Friendbot answers when the account stands', async () => {
		const net = await openNet('over HTTP', { auto: true, ledgerMs: 100, stepMs: 5_000 });
		const key = newKey();
		const account = await net.server.requestAirdrop(key.publicKey(), net.wire.friendbotUrl);
		expect(account.accountId()).toBe(key.publicKey());
		const before = await info(net);
		await until(async () => (await info(net)).latestLedger >= before.latestLedger + 2);
		expect((await info(net)).latestCloseTime).toBeGreaterThanOrEqual(CLOSE_TIME + 10);
		await net.wire.stop();
	});

	test('a network that knows its Friendbot names it', async () => {
		const friendbotUrl = 'http://127.0.0.1:8000/friendbot';
		const net = await openNet('in process', { friendbotUrl });
		expect((await net.server.getNetwork()).friendbotUrl).toBe(friendbotUrl);
		const key = newKey().publicKey();
		expect((await net.server.fundAddress(key)).status).toBe('SUCCESS');
	});

	test('in process: an injected clock decides', async () => {
		const net = await openNet('in process', { auto: true, ledgerMs: 1_000 });
		const { latestLedger } = await info(net);
		const genesis = CLOSE_TIME * 1_000;
		expect(net.host.tick(genesis + 999)).toBe(0);
		expect(net.host.tick(genesis + 1_000)).toBe(1);
		expect(net.host.tick(genesis + 1_000)).toBe(0);
		expect(net.host.tick(genesis + 4_500)).toBe(3);
		expect((await info(net)).latestLedger).toBe(latestLedger + 4);
	});

	test('after a long sleep one ledger closes, not all that were missed', async () => {
		const net = await openNet('in process', { auto: true, ledgerMs: 1_000 });
		const morning = (CLOSE_TIME + 8 * 3_600) * 1_000;
		expect(net.host.tick(morning)).toBe(1);
		expect(net.host.tick(morning + 1_000)).toBe(1);
	});

	test('a trap does not take ledgers back that the clock has closed', async () => {
		const net = await openNet('in process', { auto: true, ledgerMs: 1_000 });
		expect(net.host.tick(CLOSE_TIME * 1_000 + 3_000)).toBe(3);
		const before = await net.server.getLatestLedger();
		await net.call('sandbox_faults', { trap: true });
		await net.ask('getHealth');
		expect((await net.server.getLatestLedger()).id).toBe(before.id);
	});

	test('it can be stopped and started while the network runs', async () => {
		const net = await openNet('in process', { auto: true, ledgerMs: 50 });
		const stop = new AbortController();
		const clock = closeByClock(net.host, () => performance.now(), stop.signal);
		const start = (await info(net)).latestLedger;
		await until(async () => (await info(net)).latestLedger > start);
		await net.call('sandbox_setAuto', { auto: false });
		const { latestLedger } = await info(net);
		await sleep(250);
		expect((await info(net)).latestLedger).toBe(latestLedger);
		await net.call('sandbox_setAuto', { auto: true, ledgerMs: 50 });
		await until(async () => (await info(net)).latestLedger > latestLedger);
		stop.abort();
		await clock;
	});
});

describe('switches of the network', () => {
	overBothWires((context) => {
		test('a dropped send answers PENDING and is never applied', async () => {
			const { net } = context();
			const alice: Keypair = await newAccount(net);
			const tx = await signed(net, alice, [Operation.setOptions({})]);
			await net.call('sandbox_faults', { dropSends: 1 });
			const { status, hash } = await net.server.sendTransaction(tx);
			expect(status).toBe('PENDING');
			await net.close();
			expect((await net.server.getTransaction(hash)).status).toBe('NOT_FOUND');
			expect((await net.server.sendTransaction(tx)).status).toBe('PENDING');
			await net.close();
		});

		test('sandbox_setEntry writes and deletes an entry as if it had always been so', async () => {
			const { net } = context();
			const key = cellKey(Asset.native().contractId(SANDBOX_PASSPHRASE), 'persistent', 1);
			if (key.type !== 'contractData') throw new Error('expected contract data');
			const data = xdr.LedgerEntryData.contractData(
				new xdr.ContractDataEntry({
					ext: xdr.ExtensionPoint.v0(),
					contract: key.value.contract,
					key: key.value.key,
					durability: key.value.durability,
					val: u32(5)
				})
			);
			const liveUntil = (await net.latestLedger()) + 100;
			const named = { key: key.toXdr('base64') };
			await net.call('sandbox_setEntry', { ...named, entry: data.toXdr('base64'), liveUntil });
			const [entry] = (await net.server.getLedgerEntries(key)).entries;
			expect(entry?.val.toXdr('base64')).toBe(data.toXdr('base64'));
			expect(entry?.liveUntilLedgerSeq).toBe(liveUntil);
			await net.call('sandbox_setEntry', { ...named, entry: null });
			expect((await net.server.getLedgerEntries(key)).entries).toEqual([]);
		});

		test('protocol-30 headers are what SDK 17.2.0 cannot decode', async () => {
			const { net } = context();
			await net.call('sandbox_faults', { p30Headers: true });
			await net.close();
			await expect(net.server.getLatestLedger()).rejects.toThrow('unknown enum value 3');
			expect((await net.server.getHealth()).status).toBe('healthy');
			await net.call('sandbox_faults', { p30Headers: false });
			await net.close();
			expect((await net.server.getLatestLedger()).sequence).toBe(await net.latestLedger());
		});
	});
});

import { Keypair } from '@stellar/stellar-sdk';
import { expect, test } from 'vitest';
import { refusal } from './harness/codes.ts';
import { overBothWires, type Net } from './harness/net.ts';
import { deployProbe, invoke, prepare, redeclare } from './harness/soroban.ts';
import { applied, hex, newAccount } from './harness/transactions.ts';

interface Ready {
	readonly contract: string;
	readonly people: readonly Keypair[];
}

async function prepareNet(net: Net): Promise<Ready> {
	const people: Keypair[] = [];
	for (let index = 0; index < 5; index += 1) people.push(await newAccount(net));
	const [first] = people;
	if (first === undefined) throw new Error('expected people');
	return { contract: await deployProbe(net, first), people };
}

/** Two transactions that declare the most instructions allowed fill a ledger. */
overBothWires<Ready>((context) => {
	async function offer(who: number, inclusionFee: bigint) {
		const { net, ready } = context();
		const source = ready.people[who];
		if (source === undefined) throw new Error('expected somebody');
		const tx = await prepare(net, source, invoke(ready.contract, 'tag'), {
			inclusionFee,
			data: (data) => redeclare(data, { instructions: 400_000_000, resourceFee: 5_000_000n })
		});
		expect(refusal(await net.server.sendTransaction(tx))).toBe('PENDING');
		return { tx, hash: hex(tx.hash()) };
	}
	async function inclusionCharged(hash: string): Promise<bigint> {
		const { net } = context();
		const done = await applied(net, hash);
		const meta = done.resultMetaXdr;
		if (meta.type !== 'v4' || meta.value.sorobanMeta?.ext.type !== 'v1') throw new Error('no fees');
		const fees = meta.value.sorobanMeta.ext.value;
		const resources =
			fees.totalNonRefundableResourceFeeCharged + fees.totalRefundableResourceFeeCharged;
		return done.resultXdr.feeCharged - resources;
	}

	test('a full ledger takes the highest bids, and all pay the lowest of them', async () => {
		const { net } = context();
		const low = await offer(0, 300n);
		const high = await offer(1, 9_000n);
		const middle = await offer(2, 700n);
		const first = await net.close();
		expect(first.transactions.map((tx) => tx.hash).sort()).toEqual([high.hash, middle.hash].sort());
		expect(await inclusionCharged(high.hash)).toBe(700n);
		expect(await inclusionCharged(middle.hash)).toBe(700n);
		const second = await net.close();
		expect(second.transactions.map((tx) => tx.hash)).toEqual([low.hash]);
		expect(await inclusionCharged(low.hash)).toBe(100n);
		const stats = await net.server.getFeeStats();
		expect(stats.sorobanInclusionFee.max).toBe('700');
	});

	test('what waits four ledgers in vain leaves the queue, and is refused for ten', async () => {
		const { net } = context();
		const low = await offer(0, 100n);
		const dropped: string[] = [];
		for (let ledger = 0; ledger < 4; ledger += 1) {
			await offer(1, 5_000n);
			await offer(2, 5_000n);
			dropped.push(...(await net.close()).dropped);
		}
		expect(dropped).toEqual([low.hash]);
		expect(refusal(await net.server.sendTransaction(low.tx))).toBe('TRY_AGAIN_LATER');
		await net.close(9);
		expect(refusal(await net.server.sendTransaction(low.tx))).toBe('TRY_AGAIN_LATER');
		await net.close();
		expect(refusal(await net.server.sendTransaction(low.tx))).toBe('PENDING');
		await net.close();
		expect((await applied(net, low.hash)).status).toBe('SUCCESS');
	});
}, prepareNet);

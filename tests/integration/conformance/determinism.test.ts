import { Keypair } from '@stellar/stellar-sdk';
import { describe, expect, test } from 'vitest';
import { openNet, type WireKind } from './harness/net.ts';
import { createProbe, invoke, prepare, u32, uploadProbe } from './harness/soroban.ts';

const key = (byte: number) => Keypair.fromRawEd25519Seed(new Uint8Array(32).fill(byte));

/** A short history: accounts, a contract, and one ledger with a transaction of each account, sent in the given order. */
async function history(kind: WireKind, seed: string, order: readonly number[]) {
	const net = await openNet(kind, { seed });
	const people = [1, 2, 3, 4].map(key);
	for (const person of people) {
		await net.call('sandbox_friendbot', { addr: person.publicKey(), close: true });
	}
	const [first] = people;
	if (first === undefined) throw new Error('expected people');
	const contract = await createProbe(net, first, await uploadProbe(net, first));
	const ready = [];
	for (const person of people)
		ready.push(await prepare(net, person, invoke(contract, 'random', u32(2))));
	for (const index of order) {
		const tx = ready[index];
		if (tx !== undefined) await net.server.sendTransaction(tx);
	}
	const closed = await net.close();
	const { id } = await net.server.getLatestLedger();
	const bytes = net.host.snapshot();
	await net.wire.stop();
	return { id, bytes, hashes: closed.transactions.map((tx) => tx.hash) };
}

describe.each<WireKind>(['over HTTP', 'in process'])('%s', (kind) => {
	const seed = '02'.repeat(32);

	test('the same seed and the same calls give the same bytes', async () => {
		const [one, two] = [
			await history(kind, seed, [0, 1, 2, 3]),
			await history(kind, seed, [0, 1, 2, 3])
		];
		expect(two.bytes).toEqual(one.bytes);
	});

	test('within a ledger the order of arrival does not matter', async () => {
		const [one, two] = [
			await history(kind, seed, [0, 1, 2, 3]),
			await history(kind, seed, [3, 1, 0, 2])
		];
		expect(two.hashes).toEqual(one.hashes);
		expect(two.id).toBe(one.id);
	});

	test('the order within a ledger follows the seed, not the arrival', async () => {
		const orders = [];
		for (const byte of ['03', '04', '05', '06']) {
			const { hashes } = await history(kind, byte.repeat(32), [0, 1, 2, 3]);
			orders.push(hashes.join());
		}
		expect(new Set(orders).size).toBeGreaterThan(1);
	});
});

test('HTTP and in-process give the same ledger', async () => {
	const seed = '07'.repeat(32);
	const [http, direct] = [
		await history('over HTTP', seed, [0, 1, 2, 3]),
		await history('in process', seed, [0, 1, 2, 3])
	];
	expect(direct.bytes).toEqual(http.bytes);
});

import { Asset, Keypair, Operation, xdr } from '@stellar/stellar-sdk';
import { expect, test } from 'vitest';
import { overBothWires, type Net } from './harness/net.ts';
import { bytes, deployProbe, invoke, prepare, u32 } from './harness/soroban.ts';
import { newAccount, newKey, signed } from './harness/transactions.ts';

interface Ready {
	readonly envelopes: readonly Buffer[];
}

async function prepareNet(net: Net): Promise<Ready> {
	const alice: Keypair = await newAccount(net);
	const contract = await deployProbe(net, alice);
	const chain = invoke(contract, 'chain', xdr.ScVal.scvVec([]));
	const pay = Operation.payment({
		destination: alice.publicKey(),
		asset: Asset.native(),
		amount: '1'
	});
	const signer = { ed25519PublicKey: newKey().publicKey(), weight: 1 };
	const transactions = [
		await prepare(net, alice, invoke(contract, 'put', u32(1), u32(1), bytes(40))),
		await prepare(net, alice, chain),
		await signed(net, alice, [pay, Operation.setOptions({ homeDomain: 'a', signer })])
	];
	return { envelopes: transactions.map((tx) => Buffer.from(tx.toXdr(), 'base64')) };
}

/** Marsaglia's xorshift: the same damage in every run. */
function generator(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state ^= state << 13;
		state ^= state >>> 17;
		state ^= state << 5;
		return (state >>> 0) % below;
	};
}

/** `depth` vectors, each the only element of the one around it. */
function nested(depth: number): string {
	const level = Buffer.from([0, 0, 0, 16, 0, 0, 0, 1, 0, 0, 0, 1]);
	const innermost = Buffer.from([0, 0, 0, 1]);
	return Buffer.concat([...Array<Buffer>(depth).fill(level), innermost]).toString('base64');
}

overBothWires<Ready>((context) => {
	test('a thousand damaged envelopes are each answered, and none ends the instance', async () => {
		const { net, ready } = context();
		const below = generator(20_261_121);
		for (let round = 0; round < 1_000; round += 1) {
			const original = ready.envelopes[below(ready.envelopes.length)];
			if (original === undefined) throw new Error('expected an envelope');
			const damaged = Buffer.from(original);
			for (let hits = below(4); hits >= 0; hits -= 1) damaged[below(damaged.length)] = below(256);
			const params = { transaction: damaged.toString('base64') };
			for (const method of ['sendTransaction', 'simulateTransaction']) {
				const answer = await net.ask(method, params);
				expect(answer.result ?? answer.error).toBeDefined();
			}
		}
		expect(net.host.recoveries).toBe(0);
	});

	test('values nested beyond any use are refused, not followed', async () => {
		const { net } = context();
		const startLedger = await net.latestLedger();
		for (const depth of [600, 20_000]) {
			const filters = [{ topics: [[nested(depth)]] }];
			expect((await net.ask('getEvents', { startLedger, filters })).error?.code).toBe(-32602);
		}
		const reply = await net.wire.post('['.repeat(200_000));
		expect(JSON.parse(reply.text)).toMatchObject({ error: { code: -32700 } });
		expect(net.host.recoveries).toBe(0);
	});
}, prepareNet);

import { contract, Keypair } from '@stellar/stellar-sdk';
import { expect, test } from 'vitest';
import { SANDBOX_PASSPHRASE } from '#lib/sandbox/config.ts';
import { overBothWires, type Net } from './harness/net.ts';
import { uploadProbe } from './harness/soroban.ts';
import { newAccount } from './harness/transactions.ts';

/** What the SDK makes of the probe's own interface: methods by name, arguments by name, values native. */
interface Record {
	amount: bigint;
	label: string;
	note: Uint8Array | undefined;
	owner: string;
}
interface Probe {
	tag(): Promise<contract.AssembledTransaction<number>>;
	put(args: {
		place: number;
		key: number;
		value: Uint8Array;
	}): Promise<contract.AssembledTransaction<null>>;
	get(args: {
		place: number;
		key: number;
	}): Promise<contract.AssembledTransaction<Uint8Array | null>>;
	echo(args: { record: Record }): Promise<contract.AssembledTransaction<Record>>;
	guard(args: { who: string }): Promise<contract.AssembledTransaction<string>>;
	fail(args: { key: number }): Promise<contract.AssembledTransaction<contract.Result<void>>>;
}

interface Ready {
	readonly alice: Keypair;
	readonly bob: Keypair;
	readonly wasmHash: Uint8Array;
	readonly probe: contract.Client & Probe;
}

const options = (net: Net, signer: Keypair) => ({
	rpcUrl: net.wire.url,
	server: net.server,
	networkPassphrase: SANDBOX_PASSPHRASE,
	publicKey: signer.publicKey(),
	signTransaction: signer
});
/** Closes the ledger that a transaction waits for, as soon as it was sent. */
class CloseOnSubmit extends contract.Watcher {
	readonly #net: Net;
	constructor(net: Net) {
		super();
		this.#net = net;
	}
	override onProgress(): void {
		// the first answer is the last: the ledger has closed
	}
	override onSubmitted(): void {
		this.#net.closeNow();
	}
}

async function prepareNet(net: Net): Promise<Ready> {
	const [alice, bob] = [await newAccount(net), await newAccount(net)];
	const wasmHash = await uploadProbe(net, alice);
	const deployment = await contract.Client.deploy<contract.Client & Probe>(
		{ tag: 41 },
		{ ...options(net, alice), wasmHash, simulate: true }
	);
	const sent = await deployment.signAndSend({ watcher: new CloseOnSubmit(net) });
	const { contractId } = sent.result.options;
	const probe = await contract.Client.from<Probe>({ ...options(net, alice), contractId });
	return { alice, bob, wasmHash, probe };
}

overBothWires<Ready>((context) => {
	test('contract.Client deploys with constructor arguments, and reads without signing', async () => {
		const { probe } = context().ready;
		const tag = await probe.tag();
		expect(tag.result).toBe(41);
		expect(tag.isReadCall).toBe(true);
	});

	test('contract.Client simulates, signs, sends and reads the result', async () => {
		const { net, ready } = context();
		const value = new Uint8Array([1, 2, 3]);
		const put = await ready.probe.put({ place: 1, key: 5, value });
		await put.signAndSend({ watcher: new CloseOnSubmit(net) });
		expect((await ready.probe.get({ place: 1, key: 5 })).result).toEqual(value);
		expect((await ready.probe.get({ place: 2, key: 5 })).result).toBeNull();
	});

	test('structures keep their shape both ways', async () => {
		const { ready } = context();
		const record = {
			amount: -(2n ** 100n),
			label: 'label',
			note: new Uint8Array([9]),
			owner: ready.alice.publicKey()
		};
		expect((await ready.probe.echo({ record })).result).toEqual(record);
	});

	test("a contract's error arrives as the named result of its interface", async () => {
		const { ready } = context();
		const failed = await ready.probe.fail({ key: 1 });
		expect(failed.result.isErr()).toBe(true);
	});

	test('a second party signs its authorisation entry, the source only the envelope', async () => {
		const { net, ready } = context();
		const guarded = await ready.probe.guard({ who: ready.bob.publicKey() });
		expect(guarded.needsNonInvokerSigningBy()).toEqual([ready.bob.publicKey()]);
		await guarded.signAuthEntries({
			address: ready.bob.publicKey(),
			signAuthEntry: ready.bob,
			expiration: (await net.latestLedger()) + 20
		});
		const sent = await guarded.signAndSend({ watcher: new CloseOnSubmit(net) });
		expect(sent.result).toBe(ready.bob.publicKey());
	});

	test('an unsigned authorisation entry does not leave the client', async () => {
		const { ready } = context();
		const guarded = await ready.probe.guard({ who: ready.bob.publicKey() });
		await expect(guarded.signAndSend()).rejects.toThrow('requires signatures from');
	});
}, prepareNet);

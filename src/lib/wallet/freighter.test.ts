// @vitest-environment happy-dom
import { Account, Keypair, Operation, TransactionBuilder } from '@stellar/stellar-sdk/base';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { extension, install, type Extension } from '../../../tests/fixtures/freighter-double.ts';
import { freighterWallet } from './freighter.ts';
import type { SignRequest, Wallet } from './wallet.ts';

const HERE = 'Nectar Sandbox Network ; November 2026';
const ELSEWHERE = 'Test SDF Network ; September 2015';
const OTHER = Keypair.fromRawEd25519Seed(new Uint8Array(32).fill(9));

let ext: Extension;
let uninstall: () => void;
let wallet: Wallet;
const never = new AbortController().signal;

beforeEach(() => {
	ext = extension(HERE);
	uninstall = install(ext);
	wallet = freighterWallet({ timeoutMs: 150 });
});
afterEach(() => {
	uninstall();
	vi.restoreAllMocks();
});

const own = () => ext.keypair.publicKey();
function request(): SignRequest {
	const account = new Account(own(), '41');
	const transaction = new TransactionBuilder(account, { fee: '100', networkPassphrase: HERE })
		.addOperation(Operation.accountMerge({ destination: OTHER.publicKey() }))
		.setTimeout(60)
		.build();
	return { xdr: transaction.toXdr(), passphrase: HERE, address: own() };
}
const typesOf = () => ext.received.map(({ type }) => type);
const windows = () =>
	typesOf().filter((type) => type === 'SUBMIT_TRANSACTION' || type === 'REQUEST_ACCESS');

describe('Freighter, asked without opening a window', () => {
	test('tells account and network when this site may see them', async () => {
		const status = await wallet.status(never);
		expect(status).toEqual({
			ok: true,
			value: { kind: 'connected', address: own(), passphrase: HERE }
		});
		expect(windows()).toEqual([]);
	});

	test('is absent when nothing answers', async () => {
		ext.life = 'absent';
		const slow = freighterWallet({ timeoutMs: 4_000 }); // the package itself waits two seconds
		expect(await slow.status(never)).toEqual({ ok: true, value: { kind: 'absent' } });
	});

	test.each([
		['this site is not allowed', { allowed: false }],
		['it is locked', { locked: true }]
	])('is disconnected when %s', async (_, state) => {
		Object.assign(ext, state);
		expect(await wallet.status(never)).toEqual({ ok: true, value: { kind: 'disconnected' } });
		expect(windows()).toEqual([]);
	});

	test('has a time within which it must answer, which the package has not', async () => {
		ext.silent = ['REQUEST_NETWORK_DETAILS'];
		expect(await wallet.status(never)).toEqual({ ok: false, error: { kind: 'timed-out' } });
	});

	test('that was updated beneath the page answers without fields: an empty answer', async () => {
		ext.life = 'dead';
		expect(await wallet.status(never)).toEqual({ ok: false, error: { kind: 'empty-answer' } });
	});
});

describe('Freighter, asked to connect', () => {
	test('opens its window and tells the account', async () => {
		ext.allowed = false;
		expect(await wallet.connect(never)).toEqual({ ok: true, value: own() });
	});

	test('a closed window is a choice, not a failure', async () => {
		ext.allowed = false;
		ext.window = 'declines';
		expect(await wallet.connect(never)).toEqual({ ok: false, error: { kind: 'declined' } });
	});

	test('a window that never answers is left by Cancel, and what it says later is dropped', async () => {
		ext.window = 'never answers';
		const stop = new AbortController();
		const connected = wallet.connect(stop.signal);
		await vi.waitFor(() => {
			expect(windows()).toEqual(['REQUEST_ACCESS']);
		});
		stop.abort();
		expect(await connected).toEqual({ ok: false, error: { kind: 'cancelled' } });
	});

	test('is not asked where it is not installed: the call would hang for ever', async () => {
		ext.life = 'absent';
		const slow = freighterWallet({ timeoutMs: 4_000 });
		expect(await slow.connect(never)).toEqual({ ok: false, error: { kind: 'absent' } });
		expect(windows()).toEqual([]);
	});
});

describe('Freighter, asked to sign', () => {
	test('signs what it was given, for the network and account that were named', async () => {
		const asked = request();
		const signed = await wallet.sign(asked, never);
		if (!signed.ok) throw new Error(signed.error.kind);
		const transaction = TransactionBuilder.fromXdr(signed.value, HERE);
		expect(transaction.signatures).toHaveLength(1);
		expect(transaction.hash()).toEqual(TransactionBuilder.fromXdr(asked.xdr, HERE).hash());
		const sent = ext.received.find(({ type }) => type === 'SUBMIT_TRANSACTION');
		expect(sent).toMatchObject({ networkPassphrase: HERE, accountToSign: own() });
	});

	test('declines when its window is closed', async () => {
		ext.window = 'declines';
		expect(await wallet.sign(request(), never)).toEqual({
			ok: false,
			error: { kind: 'declined' }
		});
	});

	test('on the wrong network is told so before its window opens', async () => {
		const asked = request();
		ext.passphrase = ELSEWHERE;
		expect(await wallet.sign(asked, never)).toEqual({
			ok: false,
			error: { kind: 'wrong-network', expected: HERE, found: ELSEWHERE }
		});
		expect(windows()).toEqual([]);
	});

	test('a refusal because the network was switched meanwhile is not taken for a person’s', async () => {
		ext.meanwhile = () => {
			ext.passphrase = ELSEWHERE;
		};
		expect(await wallet.sign(request(), never)).toEqual({
			ok: false,
			error: { kind: 'wrong-network', expected: HERE, found: ELSEWHERE }
		});
	});

	test('on another account than the one it was made for is told so before its window opens', async () => {
		const asked = request();
		ext.keypair = OTHER;
		expect(await wallet.sign(asked, never)).toEqual({
			ok: false,
			error: { kind: 'other-account', expected: asked.address, found: OTHER.publicKey() }
		});
		expect(windows()).toEqual([]);
	});

	test('whose account is switched at signing time: the signature is not taken', async () => {
		const asked = request();
		ext.meanwhile = () => {
			ext.keypair = OTHER;
		};
		expect(await wallet.sign(asked, never)).toEqual({
			ok: false,
			error: { kind: 'other-account', expected: asked.address, found: OTHER.publicKey() }
		});
	});

	test('while it is locked is told so, and how that differs from not being allowed', async () => {
		const asked = request();
		ext.locked = true;
		expect(await wallet.sign(asked, never)).toEqual({ ok: false, error: { kind: 'locked' } });
		ext.locked = false;
		ext.allowed = false;
		expect(await wallet.sign(asked, never)).toMatchObject({
			ok: false,
			error: { kind: 'failed' }
		});
		expect(windows()).toEqual([]);
	});

	test('an empty answer, from an extension updated while its window was open, is one', async () => {
		ext.meanwhile = () => {
			ext.life = 'dead';
		};
		expect(await wallet.sign(request(), never)).toEqual({
			ok: false,
			error: { kind: 'empty-answer' }
		});
	});

	test('never answers: Cancel ends the wait, and the next request is heard', async () => {
		ext.window = 'never answers';
		const stop = new AbortController();
		const first = wallet.sign(request(), stop.signal);
		await vi.waitFor(() => {
			expect(windows()).toHaveLength(1);
		});
		stop.abort();
		expect(await first).toEqual({ ok: false, error: { kind: 'cancelled' } });
		ext.window = 'agrees';
		expect((await wallet.sign(request(), never)).ok).toBe(true);
	});

	test('two requests at once open one window after the other', async () => {
		let open = 0;
		let most = 0;
		const api = {
			isConnected: () => Promise.resolve({ isConnected: true }),
			isAllowed: () => Promise.resolve({ isAllowed: true }),
			getAddress: () => Promise.resolve({ address: own() }),
			getNetworkDetails: () => Promise.resolve({ networkPassphrase: HERE }),
			requestAccess: () => Promise.resolve({ address: own() }),
			signTransaction: async (signedTxXdr: string) => {
				open += 1;
				most = Math.max(most, open);
				await Promise.resolve();
				await Promise.resolve();
				open -= 1;
				return { signedTxXdr, signerAddress: own() };
			}
		};
		const counted = freighterWallet({ load: () => Promise.resolve(api) });
		const both = await Promise.all([
			counted.sign(request(), never),
			counted.sign(request(), never)
		]);
		expect(both.map(({ ok }) => ok)).toEqual([true, true]);
		expect(most).toBe(1);
	});
});

import { flushSync } from 'svelte';
import { beforeEach, describe, expect, test } from 'vitest';
import type { NetworkChoice } from '#lib/networks.ts';
import { err, ok } from '#lib/result.ts';
import type { Wallet, WalletError, WalletStatus } from '#lib/wallet/wallet.ts';
import { WalletState } from './wallet.svelte.ts';

const ADDRESS = `G${'A'.repeat(55)}`;
const choice = (kind: NetworkChoice['kind'], passphrase: string): NetworkChoice => ({
	name: passphrase,
	title: passphrase,
	kind,
	test: true,
	passphrase,
	rpc: [],
	explorer: undefined,
	friendbot: undefined,
	deployed: undefined
});

/** A wallet whose answers the test sets; it counts the windows it opened. */
class FakeWallet implements Wallet {
	readonly kind: Wallet['kind'];
	now: WalletStatus | WalletError = { kind: 'disconnected' };
	windows = 0;
	asked = 0;
	constructor(kind: Wallet['kind']) {
		this.kind = kind;
	}
	status() {
		this.asked += 1;
		const { now } = this;
		return Promise.resolve(
			now.kind === 'connected' || now.kind === 'disconnected' ? ok(now) : err(now)
		);
	}
	connect() {
		this.windows += 1;
		this.now = { kind: 'connected', address: ADDRESS, passphrase: 'here' };
		return Promise.resolve(ok(ADDRESS));
	}
	sign() {
		return Promise.resolve(err({ kind: 'declined' } as const));
	}
}

let freighter: FakeWallet;
let demo: FakeWallet;
let memory: Map<string, string>;
const site = $state<{ choice: NetworkChoice | undefined }>({ choice: undefined });

function page(): WalletState {
	return new WalletState(
		{
			get choice() {
				return site.choice;
			},
			rpc: () => Promise.reject(new Error('not asked for in these tests'))
		},
		{
			start: () => Promise.resolve(ok(null)),
			command: () => Promise.resolve(ok(null))
		},
		{
			freighter: () => Promise.resolve(freighter),
			demo: () => Promise.resolve(demo),
			memory: {
				getItem: (key) => memory.get(key) ?? null,
				setItem: (key, value) => void memory.set(key, value),
				removeItem: (key) => void memory.delete(key)
			},
			clock: { sleep: () => Promise.resolve() }
		}
	);
}

beforeEach(() => {
	freighter = new FakeWallet('freighter');
	demo = new FakeWallet('demo');
	memory = new Map();
	site.choice = choice('rpc', 'here');
});

describe('the wallet of a page', () => {
	test('is unknown until it was asked, and then what it says', async () => {
		const wallet = page();
		expect(wallet.status.kind).toBe('unknown');
		await wallet.refresh();
		expect(wallet.status.kind).toBe('disconnected');
		freighter.now = { kind: 'connected', address: ADDRESS, passphrase: 'here' };
		await wallet.refresh();
		expect(wallet.status).toEqual({ kind: 'connected', address: ADDRESS, network: 'right' });
		expect(freighter.windows).toBe(0);
	});

	test('asks nothing before a network is chosen', async () => {
		site.choice = undefined;
		await page().refresh();
		expect(freighter.asked + demo.asked).toBe(0);
	});

	test('reconnects silently if it was granted before, and never after an explicit disconnect', async () => {
		freighter.now = { kind: 'connected', address: ADDRESS, passphrase: 'here' };
		const wallet = page();
		await wallet.refresh();
		wallet.disconnect();
		expect(wallet.status.kind).toBe('disconnected');
		const asked = freighter.asked;
		const reloaded = page();
		await reloaded.refresh();
		expect(reloaded.status.kind).toBe('disconnected');
		expect(freighter.asked).toBe(asked);
		await reloaded.connect();
		expect(reloaded.address).toBe(ADDRESS);
		const later = page();
		await later.refresh();
		expect(later.address).toBe(ADDRESS);
	});

	test('on another network is connected and of no use, and says which of the two it is', async () => {
		freighter.now = { kind: 'connected', address: ADDRESS, passphrase: 'elsewhere' };
		const wallet = page();
		await wallet.refresh();
		expect(wallet.status).toMatchObject({ kind: 'connected', network: 'wrong' });
		expect(wallet.address).toBeUndefined();
		site.choice = choice('rpc', 'elsewhere');
		flushSync();
		expect(wallet.address).toBe(ADDRESS);
	});

	test('is the demo wallet exactly on the embedded network', () => {
		const wallet = page();
		expect(wallet.kind).toBe('freighter');
		site.choice = choice('embedded', 'here');
		expect(wallet.kind).toBe('demo');
	});

	test('that is not installed is absent, with what to do', async () => {
		freighter.now = { kind: 'absent' } as unknown as WalletError;
		const wallet = page();
		await wallet.refresh();
		expect(wallet.status.kind).toBe('absent');
		expect(wallet.trouble).toMatch(/Install it/);
	});

	test('that answered with nothing asks for a reload, and keeps what was known', async () => {
		freighter.now = { kind: 'connected', address: ADDRESS, passphrase: 'here' };
		const wallet = page();
		await wallet.refresh();
		freighter.now = { kind: 'empty-answer' };
		await wallet.refresh();
		expect(wallet.trouble).toMatch(/Reload this page/);
		expect(wallet.address).toBe(ADDRESS);
	});
});

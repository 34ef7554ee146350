import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FlowRequest } from '#lib/flows/request.ts';
import type { Clock } from '#lib/keeper/ports.ts';
import type { NetworkChoice } from '#lib/networks.ts';
import { shares, usdc } from '#lib/math/amount.ts';
import { err } from '#lib/result.ts';
import { Flow, type FlowSite, type FlowWallet } from '#lib/state/flow.svelte.ts';
import type { WalletView } from '#lib/state/wallet.svelte.ts';
import type { Wallet } from '#lib/wallet/wallet.ts';
import { openWorld, type World } from '../engine/world.ts';
import { closing, landed, visit, whole, type Visitor } from './world.ts';

let world: World;
let visitor: Visitor;
let view: WalletView;
let wallet: Wallet;
beforeAll(async () => {
	world = await openWorld(1);
});
beforeEach(async () => {
	visitor = await visit(world);
	landed(await visitor.perform({ kind: 'trustline' }));
	landed(await visitor.perform({ kind: 'faucet', amount: usdc(whole(1_000)) }));
	view = { kind: 'connected', address: visitor.ports.account, network: 'right' };
	({ wallet } = visitor.ports);
});

const DEPOSIT: FlowRequest = { kind: 'deposit', assets: usdc(whole(250)), minShares: shares(1n) };

/** A page that was just opened in this browser. */
function page(more: { readonly clock?: Clock } = {}): Flow {
	const { network, rpc } = visitor.ports;
	const choice: NetworkChoice = {
		name: 'sandbox',
		title: 'Demo network',
		kind: 'embedded',
		test: true,
		passphrase: network.passphrase,
		rpc: [],
		explorer: undefined,
		friendbot: undefined,
		deployed: network
	};
	const site: FlowSite = { choice, network, rpc: () => Promise.resolve(rpc) };
	const own: FlowWallet = {
		get status() {
			return view;
		},
		port: () => Promise.resolve(wallet)
	};
	return new Flow(site, own, {
		records: () => Promise.resolve(visitor.records),
		clock: more.clock ?? closing(world)
	});
}

describe('a flow on a page', () => {
	test('goes from the request over the review to its ledger', async () => {
		const flow = page();
		expect(flow.stage.kind).toBe('idle');
		await flow.begin(DEPOSIT);
		expect(flow.subject).toEqual({ kind: 'deposit', title: 'Deposit of 250.00\u00a0USDC' });
		expect(flow.stage).toMatchObject({ kind: 'review', renewed: false });
		await flow.sign();
		expect(flow.stage.kind).toBe('done');
		flow.reset();
		expect(flow.stage.kind).toBe('idle');
	});

	test('without a wallet says so, and nothing is asked of anybody', async () => {
		view = { kind: 'disconnected' };
		const flow = page();
		await flow.begin(DEPOSIT);
		expect(flow.stage).toMatchObject({ kind: 'failed', at: 'assemble', retry: true });
	});

	test('given up under review is idle, and cannot be signed any more', async () => {
		const flow = page();
		await flow.begin(DEPOSIT);
		flow.cancel();
		const asked = visitor.asked.length;
		await flow.sign();
		expect(flow.stage.kind).toBe('idle');
		expect(visitor.asked).toHaveLength(asked);
	});

	test('declined in the wallet can be begun again as it was', async () => {
		wallet = { ...wallet, sign: () => Promise.resolve(err({ kind: 'declined' })) };
		const flow = page();
		await flow.begin(DEPOSIT);
		await flow.sign();
		expect(flow.stage).toMatchObject({
			kind: 'failed',
			at: 'sign',
			sentence: 'You closed the demo wallet. Nothing was sent.'
		});
		({ wallet } = visitor.ports);
		await flow.retry();
		await flow.sign();
		expect(flow.stage.kind).toBe('done');
	});

	test('whose wallet never answers is left by Cancel', async () => {
		const { promise: open, resolve: opened } = Promise.withResolvers<null>();
		wallet = {
			...wallet,
			sign: (_, signal) =>
				new Promise((resolve) => {
					opened(null);
					signal.addEventListener('abort', () => {
						resolve(err({ kind: 'cancelled' }));
					});
				})
		};
		const flow = page();
		await flow.begin(DEPOSIT);
		const signed = flow.sign();
		await open;
		expect(flow.stage.kind).toBe('signing');
		flow.cancel();
		await signed;
		expect(flow.stage).toMatchObject({ kind: 'failed', at: 'sign' });
		expect(await visitor.records.all()).toEqual([]);
	});

	test('whose wallet switched to another account after the review signs nothing', async () => {
		const flow = page();
		await flow.begin(DEPOSIT);
		const asked = visitor.asked.length;
		view = { kind: 'connected', address: world.cast.lp.address, network: 'right' };
		await flow.sign();
		expect(flow.stage).toMatchObject({ kind: 'failed', at: 'sign' });
		expect(visitor.asked).toHaveLength(asked);
	});

	test('left while it was on its way is taken up by the next page, whoever is connected there', async () => {
		const first = page({
			clock: {
				sleep: () => {
					first.leave();
					return Promise.resolve();
				}
			}
		});
		await first.begin(DEPOSIT);
		await first.sign();
		expect(first.stage.kind).toBe('sent');
		view = { kind: 'disconnected' };
		const next = page();
		await next.resume(['trustline']);
		expect(next.stage.kind).toBe('idle');
		await next.resume(['deposit']);
		expect(next.stage.kind).toBe('done');
		expect(next.subject?.title).toBe('Deposit of 250.00\u00a0USDC');
		expect(await visitor.records.all()).toEqual([]);
	});

	test('takes no second request while one is on its way', async () => {
		const flow = page();
		const first = flow.begin(DEPOSIT);
		await flow.begin({ kind: 'claim-rewards' });
		await first;
		expect(flow.subject?.kind).toBe('deposit');
	});
});

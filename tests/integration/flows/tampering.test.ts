import { TransactionBuilder } from '@stellar/stellar-sdk';
import { beforeAll, describe, expect, test } from 'vitest';
import { generatePair, pairSigner } from '#lib/chain/signer.ts';
import { assemble } from '#lib/flows/assemble.ts';
import { MAX_BID } from '#lib/flows/caps.ts';
import type { FlowRequest } from '#lib/flows/request.ts';
import { shares, stroops, usdc } from '#lib/math/amount.ts';
import type { Wallet } from '#lib/wallet/wallet.ts';
import { LIES, lied, SUBTLE_LIES } from '../../fixtures/lies.ts';
import { altered, landed, openVisit, whole, type Visitor } from './world.ts';

interface Answer {
	readonly result?: Record<string, unknown>;
}

let visitor: Visitor;
let requests: Readonly<Record<string, FlowRequest>>;
beforeAll(async () => {
	visitor = await openVisit();
	landed(await visitor.perform({ kind: 'trustline' }));
	landed(await visitor.perform({ kind: 'faucet', amount: usdc(whole(1_000)) }));
	const pair = await generatePair();
	const session = pair && (await pairSigner(pair));
	const { closedAt } = await visitor.world.scene.stage.head();
	requests = {
		'the operator’s approval': {
			kind: 'register',
			name: 'ana',
			stake: usdc(whole(100)),
			grant: {
				session: session?.address ?? '',
				float: stroops(whole(10)),
				expiresAt: closedAt + 86_400,
				limits: { fillsPerHour: 20, maxUsdcPerFill: usdc(whole(500)), pools: [] }
			}
		},
		'the LP’s deposit': { kind: 'deposit', assets: usdc(whole(250)), minShares: shares(1n) }
	};
});

/** Answers every simulation with the lie in it. */
const liar = (lie: Parameters<typeof lied>[1]) =>
	altered(visitor.world.sandbox.transport, (_request, answer) => {
		const json = JSON.parse(answer) as Answer | Answer[];
		const one = (item: Answer) =>
			item.result === undefined ? item : { ...item, result: lied(item.result, lie) };
		return JSON.stringify(Array.isArray(json) ? json.map(one) : one(json));
	});

describe.each(['the operator’s approval', 'the LP’s deposit'])('%s over a lying node', (name) => {
	test.each([...LIES, ...SUBTLE_LIES])(
		'changed (%s) is caught before anything is signed',
		async (lie) => {
			const request = requests[name];
			if (request === undefined) throw new Error(name);
			const asked = visitor.asked.length;
			const stages = await visitor.perform(request, { rpc: liar(lie) });
			expect(stages.map(({ kind }) => kind)).toEqual(['assembling', 'failed']);
			expect(stages.at(-1)).toMatchObject({
				at: 'assemble',
				sentence: expect.stringContaining('not what you asked for') as string,
				next: expect.stringContaining(
					'Nothing was signed. Choose another node in Settings, then try again.'
				) as string
			});
			expect(visitor.asked).toHaveLength(asked);
		}
	);

	test('with fee statistics of a mad network bids no more than the bound', async () => {
		const request = requests[name];
		if (request === undefined) throw new Error(name);
		const rpc = altered(visitor.world.sandbox.transport, (_request, answer) =>
			answer.replaceAll(/"p9[59]":"\d+"/g, (found) => `${found.slice(0, 6)}"999999999999"`)
		);
		const stages = await visitor.perform(request, { rpc, wallet: declining() });
		const review = stages.find(({ kind }) => kind === 'review');
		if (review?.kind !== 'review') throw new Error('expected a review');
		const honest = await assemble(request, visitor.ports, visitor.world.scene.stage.signal);
		if (!honest.ok) throw new Error(honest.error.kind);
		const more = review.preview.maxFee - honest.value.preview.maxFee;
		expect(more).toBeGreaterThan(0n);
		expect(more).toBeLessThanOrEqual(MAX_BID);
		expect(stages.at(-1)).toMatchObject({ kind: 'failed', at: 'sign' });
	});
});

const declining = (): Wallet => ({
	...visitor.ports.wallet,
	sign: () => Promise.resolve({ ok: false, error: { kind: 'declined' } })
});

describe('a wallet that does not sign what it was given', () => {
	const forging = (forge: (xdr: string) => Promise<string>): Wallet => ({
		...visitor.ports.wallet,
		async sign(request, signal) {
			const xdr = await forge(request.xdr);
			return visitor.ports.wallet.sign({ ...request, xdr }, signal);
		}
	});
	const deposit = () => {
		const request = requests['the LP’s deposit'];
		if (request === undefined) throw new Error('deposit');
		return request;
	};

	test('but one with another fee: nothing is sent', async () => {
		const wallet = forging((xdr) => {
			const transaction = TransactionBuilder.fromXdr(xdr, visitor.ports.network.passphrase);
			if ('innerTransaction' in transaction) throw new Error('expected a plain transaction');
			const other = TransactionBuilder.cloneFrom(transaction, { fee: '90000000' }).build();
			return Promise.resolve(other.toXdr());
		});
		const stages = await visitor.perform(deposit(), { wallet });
		expect(stages.at(-1)).toMatchObject({
			kind: 'failed',
			at: 'sign',
			sentence: expect.stringContaining('did not sign what it was given') as string
		});
		expect(await visitor.records.all()).toEqual([]);
	});

	test('or gives it back without a signature: nothing is sent', async () => {
		const wallet: Wallet = {
			...visitor.ports.wallet,
			sign: ({ xdr }) => Promise.resolve({ ok: true, value: xdr })
		};
		const stages = await visitor.perform(deposit(), { wallet });
		expect(stages.at(-1)).toMatchObject({ kind: 'failed', at: 'sign' });
		expect(stages.map(({ kind }) => kind)).not.toContain('sending');
	});

	test('or answers with no envelope at all: nothing is sent', async () => {
		const wallet: Wallet = {
			...visitor.ports.wallet,
			sign: () => Promise.resolve({ ok: true, value: 'AAAA' })
		};
		const stages = await visitor.perform(deposit(), { wallet });
		expect(stages.at(-1)).toMatchObject({ kind: 'failed', at: 'sign' });
		expect(await visitor.records.all()).toEqual([]);
	});
});

test('over an honest node both are signed and applied', async () => {
	for (const request of Object.values(requests)) landed(await visitor.perform(request));
});

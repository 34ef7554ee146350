import { beforeAll, describe, expect, test } from 'vitest';
import { readEntries } from '#lib/chain/ledger-entries.ts';
import { trustlineKey } from '#lib/chain/ledger-keys.ts';
import { readTrustline } from '#lib/chain/token-entries.ts';
import { readShareBalance, shareBalanceKey } from '#lib/chain/vault-entries.ts';
import type { FlowStage } from '#lib/flows/stage.ts';
import { shares, usdc } from '#lib/math/amount.ts';
import { landed, openVisit, whole, type Visitor } from './world.ts';

let lp: Visitor;
beforeAll(async () => {
	lp = await openVisit();
});

async function holdings() {
	const { rpc, network, account } = lp.ports;
	const { code, issuer = '' } = network.usdc;
	const keys = [trustlineKey(account, code, issuer), shareBalanceKey(network.vault, account)];
	const entries = await readEntries(rpc, keys, lp.world.scene.stage.signal);
	if (!entries.ok) throw new Error(entries.error.kind);
	const cash = readTrustline(entries.value, account, code, issuer);
	const held = readShareBalance(entries.value, network.vault, account);
	if (!cash.ok || !held.ok) throw new Error('expected readable entries');
	return { cash: cash.value, held: held.value };
}

const reviewed = (stages: readonly FlowStage[]) => {
	const review = stages.find((stage) => stage.kind === 'review');
	if (review?.kind !== 'review') throw new Error('expected a review');
	return review;
};

describe('a depositor with the demo wallet', () => {
	test('without a trustline is told so before anything is signed', async () => {
		const stages = await lp.perform({ kind: 'faucet', amount: usdc(whole(1)) });
		expect(stages.at(-1)).toMatchObject({
			kind: 'failed',
			at: 'assemble',
			next: 'Add the trustline first.'
		});
		expect(lp.asked).toEqual([]);
	});

	test('adds the trustline, and sees it named with its raw limit', async () => {
		const stages = await lp.perform({ kind: 'trustline' });
		landed(stages);
		const { network } = lp.ports;
		expect(reviewed(stages).preview.rows).toEqual([
			{
				title: 'Trust USDC',
				fn: undefined,
				contract: undefined,
				contractName: undefined,
				arguments: [
					{ name: 'asset', raw: 'USDC', readable: undefined },
					{ name: 'issuer', raw: network.usdc.issuer, readable: undefined },
					{ name: 'limit', raw: '9223372036854775807', readable: 'none' }
				]
			}
		]);
		expect(await holdings()).toEqual({ cash: 0n, held: 0n });
	});

	test('gets test USDC', async () => {
		landed(await lp.perform({ kind: 'faucet', amount: usdc(whole(1_000)) }));
		expect((await holdings()).cash).toBe(whole(1_000));
	});

	test('deposits: the review tells the shares that come, in the rows of the wallet', async () => {
		const stages = await lp.perform({
			kind: 'deposit',
			assets: usdc(whole(400)),
			minShares: shares(1n)
		});
		landed(stages);
		const { preview, returned } = reviewed(stages);
		expect(preview.rows.map(({ title, fn, contractName }) => [title, fn, contractName])).toEqual([
			['Deposit into the vault', 'deposit_min', 'nectar-vault'],
			['Send USDC to nectar-vault', 'transfer', 'USDC']
		]);
		expect(preview.rows[0]?.arguments).toEqual([
			{ name: 'assets', raw: '4000000000', readable: '400.0000000\u00a0USDC' },
			{ name: 'receiver', raw: lp.ports.account, readable: 'you' },
			{ name: 'from', raw: lp.ports.account, readable: 'you' },
			{ name: 'operator', raw: lp.ports.account, readable: 'you' },
			{ name: 'min_shares', raw: '1', readable: '0.0000001\u00a0shares' }
		]);
		expect(preview.changes).toEqual([
			{ what: 'To nectar-vault', amount: '−400.0000000\u00a0USDC' }
		]);
		expect((await holdings()).held).toBe(returned);
		expect(lp.asked.at(-1)?.xdr).toBe(preview.xdr);
		expect(await lp.records.all()).toEqual([]);
	});

	test('who expects more shares than the deposit brings is refused before signing', async () => {
		const asked = lp.asked.length;
		const stages = await lp.perform({
			kind: 'deposit',
			assets: usdc(whole(1)),
			minShares: shares(whole(2))
		});
		expect(stages.at(-1)).toMatchObject({ kind: 'failed', at: 'assemble', retry: false });
		expect(lp.asked).toHaveLength(asked);
	});

	test('cannot take out what is still locked, and is told what to do', async () => {
		const { held } = await holdings();
		const stages = await lp.perform({ kind: 'redeem', shares: held, minAssets: usdc(1n) });
		expect(stages.at(-1)).toMatchObject({
			kind: 'failed',
			sentence: 'Some of these shares are locked still. Nothing was sent.'
		});
	});

	test('withdraws an exact amount after the lock', async () => {
		await lp.world.scene.stage.warp(120);
		const before = await holdings();
		const stages = await lp.perform({
			kind: 'withdraw',
			assets: usdc(123_4567891n),
			maxShares: before.held
		});
		landed(stages);
		const after = await holdings();
		expect((after.cash ?? 0n) - (before.cash ?? 0n)).toBe(123_4567891n);
		expect(before.held - after.held).toBe(reviewed(stages).returned);
	});

	test('a withdrawal that would take more shares than accepted is not shown for signing', async () => {
		const stages = await lp.perform({
			kind: 'withdraw',
			assets: usdc(whole(10)),
			maxShares: shares(1n)
		});
		expect(stages.map(({ kind }) => kind)).toEqual(['assembling', 'failed']);
	});

	test('redeems all shares: nothing is left', async () => {
		const { held } = await holdings();
		landed(await lp.perform({ kind: 'redeem', shares: held, minAssets: usdc(whole(276)) }));
		expect((await holdings()).held).toBe(0n);
	});

	test('who is short of USDC is told so', async () => {
		const stages = await lp.perform({
			kind: 'deposit',
			assets: usdc(whole(100_000)),
			minShares: shares(1n)
		});
		expect(stages.at(-1)).toMatchObject({
			kind: 'failed',
			sentence: 'The balance does not suffice. Nothing was sent.'
		});
	});
});

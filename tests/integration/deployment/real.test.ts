import { Keypair, StrKey } from '@stellar/stellar-sdk';
import { expect, test } from 'vitest';
import { createAccountIntent, paymentIntent, trustIntent } from '#lib/chain/classic.ts';
import { readEntries } from '#lib/chain/ledger-entries.ts';
import { instanceKey } from '#lib/chain/ledger-keys.ts';
import {
	assetKey,
	poolAllowedKey,
	readRoute,
	readVault,
	routeKey,
	vaultKeys
} from '#lib/chain/vault-entries.ts';
import { deploy } from '#lib/deployment/deploy.ts';
import { parseManifest } from '#lib/deployment/manifest.ts';
import { ownSigners } from '#lib/deployment/own-signers.ts';
import { REAL_RULES, SANDBOX_PLAN } from '#lib/deployment/plan.ts';
import { realDeployment } from '#lib/deployment/real-steps.ts';
import { runSteps } from '#lib/deployment/run-steps.ts';
import { sandboxSigners } from '#lib/deployment/sandbox-signers.ts';
import { SANDBOX_PASSPHRASE } from '#lib/sandbox/config.ts';
import { loadContracts } from '../../../scripts/demo/load-wasm.ts';
import { inProcess } from '../../../scripts/demo/sandbox-network.ts';
import { DrivenStage } from '../../../scripts/demo/driven-stage.ts';
import { checkManifest, checkSeed, realUsdc } from '../../../scripts/deploy/real-checks.ts';
import { loadRealWasm } from '../../../scripts/deploy/work.ts';

const signal = AbortSignal.timeout(120_000);

/** A network on which somebody else has deployed a pool, and a deployer of ours who owns a little USDC. */
async function elsewhere() {
	const sandbox = await inProcess('8'.padStart(64, '0'));
	if (!sandbox.ok) throw new Error(sandbox.error);
	const stage = new DrivenStage(sandbox.value, () => undefined);
	const others = await sandboxSigners(SANDBOX_PASSPHRASE);
	const wasm = await loadContracts();
	const theirs = await deploy(
		SANDBOX_PLAN,
		{ name: 'theirs', rpc: [], explorer: undefined },
		{ chain: stage.chain, signers: others, wasm },
		signal
	);
	if (!theirs.ok) throw new Error(theirs.error.step);
	const signers = await ownSigners(Keypair.random().secret());
	if (!signers.ok) throw new Error(signers.error);
	const { deployer } = signers.value;
	const { usdc, native, tokens, pools, venues } = theirs.value.network;
	const issuer = usdc.issuer ?? '';
	const seed = 100_000_000n;
	await stage.perform('found', others.funder, createAccountIntent(deployer.address, 10n ** 11n));
	await stage.perform('trust', deployer, trustIntent('USDC', issuer));
	await stage.perform(
		'give',
		others.deployer,
		paymentIntent(deployer.address, 'USDC', issuer, seed)
	);
	const [pool] = pools;
	const [eurc] = tokens;
	const pair = venues[0]?.contract ?? '';
	const router = venues[1]?.contract ?? '';
	const text = JSON.stringify({
		v: 1,
		usdc: { contract: usdc.contract, code: 'USDC', issuer },
		tokens: [
			{ contract: native.contract, code: 'XLM' },
			{ contract: eurc?.contract, code: 'EURC', issuer: eurc?.issuer }
		],
		pools: [
			{ name: pool?.name, contract: pool?.contract, oracle: pool?.oracle, assets: pool?.assets }
		],
		routes: [
			{ venue: 'soroswap', router, path: [native.contract, usdc.contract], pools: [pair] },
			{
				venue: 'aquarius',
				router,
				path: [native.contract, eurc?.contract, usdc.contract],
				pools: ['07'.repeat(32), '08'.repeat(32)]
			}
		],
		seed: '10'
	});
	const manifest = parseManifest(text, SANDBOX_PASSPHRASE);
	if (!manifest.ok) throw new Error(manifest.error);
	return { stage, signers: signers.value, manifest: manifest.value, wasm };
}

test('beside real money only registry, vault and adapters are deployed, by the rules of real networks', async () => {
	const { stage, signers, manifest } = await elsewhere();
	const { address } = signers.deployer;
	const about = { name: 'x', passphrase: SANDBOX_PASSPHRASE, rpc: [], explorer: undefined };
	const plan = realDeployment(manifest, REAL_RULES, about, address, await loadRealWasm());
	expect(await checkSeed(manifest, address, stage.chain.rpc, signal)).toMatchObject({ ok: true });

	const titles: string[] = [];
	const ran = await runSteps(
		plan.steps,
		{ chain: stage.chain, signers, progress: (title, state) => titles.push(`${state}: ${title}`) },
		signal
	);
	expect(ran).toEqual({ ok: true, value: null });
	expect(titles.filter((title) => /lab|oracle|faucet|amm|pair/.test(title))).toEqual([]);

	const { network } = plan;
	const usdc = network.usdc.contract;
	const keys = [
		...vaultKeys(network.vault, usdc),
		...[0, 1, 2].map((id) => routeKey(network.vault, id)),
		poolAllowedKey(network.vault, network.pools[0]?.contract ?? ''),
		assetKey(network.vault, network.native.contract),
		instanceKey(network.registry)
	];
	const entries = await readEntries(stage.chain.rpc, keys, signal);
	if (!entries.ok) throw new Error(entries.error.kind);
	for (const key of keys.slice(-3)) expect(entries.value.get(key)).toBeDefined();
	expect(readVault(entries.value, network.vault, usdc)).toMatchObject({
		ok: true,
		value: { open: true, balance: 100_000_000n, params: REAL_RULES.vault, routeCount: 2 }
	});
	const routes = [0, 1].map((id) => readRoute(entries.value, network.vault, id));
	expect(routes).toMatchObject([
		{ ok: true, value: { eventBytes: 1_792, token: network.native.contract } },
		{ ok: true, value: { eventBytes: 3_472 } }
	]);
	expect(new Set(routes.map((one) => (one.ok ? one.value?.venue : undefined))).size).toBe(2);
	expect(network).toMatchObject({ faucet: undefined, pools: [{ kind: 'blend' }], venues: [] });

	const again: string[] = [];
	await runSteps(
		plan.steps,
		{ chain: stage.chain, signers, progress: (_title, state) => again.push(state) },
		signal
	);
	expect(new Set(again)).toEqual(new Set(['skipped']));
	expect(await checkSeed(manifest, address, stage.chain.rpc, signal)).toMatchObject({
		ok: false,
		error: expect.stringContaining('has 0 USDC, and the seed of the vault takes 10') as string
	});
});

test('a manifest that names a stand-in of ours, another oracle or nothing at all is refused', async () => {
	const { stage, manifest, wasm } = await elsewhere();
	const check = (changed: typeof manifest, standIns = new Map<string, Uint8Array>()) =>
		checkManifest(changed, stage.chain.rpc, standIns, signal);
	expect(await check(manifest)).toMatchObject({ ok: true });
	expect(
		await check(manifest, new Map([['liquidation-lab', wasm['liquidation-lab']]]))
	).toMatchObject({
		ok: false,
		error: expect.stringContaining('is our liquidation-lab') as string
	});
	const pool = manifest.pools[0];
	if (pool === undefined) throw new Error('no pool');
	expect(
		await check({ ...manifest, pools: [{ ...pool, oracle: manifest.usdc.contract }] })
	).toMatchObject({ ok: false, error: expect.stringContaining('reads the oracle') as string });
	expect(await check({ ...manifest, pools: [{ ...pool, contract: pool.oracle }] })).toMatchObject({
		ok: false,
		error: expect.stringContaining('is no pool of Blend') as string
	});
	const nobody = StrKey.encodeContract(new Uint8Array(32).fill(9));
	expect((await check({ ...manifest, pools: [{ ...pool, oracle: nobody }] })).ok).toBe(false);
});

test('on mainnet USDC is Circle’s and nobody else’s', async () => {
	const { manifest } = await elsewhere();
	const mainnet = 'Public Global Stellar Network ; September 2015';
	expect(realUsdc(manifest, mainnet)).toMatchObject({ ok: false });
	expect(realUsdc(manifest, SANDBOX_PASSPHRASE)).toMatchObject({ ok: true });
	const circle = 'GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN';
	const real = { ...manifest, usdc: { ...manifest.usdc, issuer: circle } };
	expect(realUsdc(real, mainnet)).toMatchObject({ ok: true });
});

import { readFile } from 'node:fs/promises';
import { addressesOf, networkEntry } from '#lib/deployment/addresses.ts';
import { labSteps } from '#lib/deployment/deploy.ts';
import { parseManifest, type Manifest } from '#lib/deployment/manifest.ts';
import { ownSigners } from '#lib/deployment/own-signers.ts';
import { REAL_RULES, SANDBOX_PLAN, TEST_PLAN, type DeploymentPlan } from '#lib/deployment/plan.ts';
import { realDeployment, type RealWasm } from '#lib/deployment/real-steps.ts';
import { rentStep } from '#lib/deployment/rent-step.ts';
import { sandboxSigners } from '#lib/deployment/sandbox-signers.ts';
import type { Party, Step } from '#lib/deployment/step.ts';
import { formatFixed } from '#lib/math/format-decimal.ts';
import type { Network } from '#lib/networks.ts';
import type { Signer } from '#lib/chain/signer.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { loadContracts } from '../demo/load-wasm.ts';
import { checkManifest, realUsdc } from './real-checks.ts';
import type { Target } from './target.ts';

/** What has to be done on one network by one deployer, in order, and the entry it yields. */
export interface Work {
	readonly what: string;
	/** What leaves the deployer besides fees. */
	readonly besides: string;
	readonly steps: readonly Step[];
	readonly signers: Readonly<Record<Party, Signer>>;
	readonly network: Network;
	/** Beside real money only. */
	readonly manifest: Manifest | undefined;
}

export const needsManifest = (network: string): string =>
	`${network} is real money: give --manifest FILE with its USDC, pools, oracle and routes. No test pool, oracle, exchange or faucet is ever deployed there (docs/deploy.md)`;

/** A manifest, read and compared with the network: everything that can be refused before a secret is asked for. */
export async function readManifest(
	file: string | undefined,
	{ choice, rpc, kind }: Target,
	signal: AbortSignal
): Promise<Result<Manifest | undefined, string>> {
	if (file === undefined) return kind === 'real' ? err(needsManifest(choice.name)) : ok(undefined);
	let text: string;
	try {
		text = await readFile(file, 'utf8');
	} catch (cause) {
		return err(`the manifest cannot be read: ${String(cause)}`);
	}
	const manifest = parseManifest(text, choice.passphrase);
	if (!manifest.ok) return manifest;
	const usdc = realUsdc(manifest.value, choice.passphrase);
	if (!usdc.ok) return usdc;
	const there = await checkManifest(manifest.value, rpc, await loadStandIns(), signal);
	return there.ok ? manifest : there;
}

export async function planWork(
	{ choice, kind }: Target,
	manifest: Manifest | undefined,
	secret: string
): Promise<Result<Work, string>> {
	const own = await ownSigners(secret);
	if (!own.ok) return own;
	const { name, passphrase, rpc, explorer } = choice;
	const about = { name, passphrase, rpc, explorer };
	const deployer = own.value.deployer.address;
	if (manifest !== undefined) {
		const { steps, network } = realDeployment(
			manifest,
			REAL_RULES,
			about,
			deployer,
			await loadRealWasm()
		);
		const what = 'registry, vault, and adapters of real exchanges';
		const besides = `${amount(manifest.seed)} ${manifest.usdc.code} that seed the vault for ever`;
		return ok({ what, besides, steps, signers: own.value, network, manifest });
	}
	const signers =
		kind === 'sandbox'
			? { ...own.value, funder: (await sandboxSigners(passphrase)).funder } // its root account is everybody’s
			: own.value;
	const plan = kind === 'sandbox' ? SANDBOX_PLAN : TEST_PLAN;
	const parties = { deployer, issuer: signers.issuer.address };
	const addresses = addressesOf(plan, passphrase, parties);
	const wasm = await loadContracts();
	return ok({
		what: 'registry, vault, and a test pool, oracle, exchange and faucet with test money',
		besides: besidesOf(plan),
		steps: [
			...labSteps(plan, addresses, parties, wasm),
			rentStep('the faucet', addresses.contracts.faucet, wasm.faucet)
		],
		signers,
		network: networkEntry(plan, addresses, about, 'lab'),
		manifest
	});
}

const amount = (raw: bigint): string => formatFixed(raw, 7, 2);

/** Test tokens are the deployer's to issue; XLM is not. */
function besidesOf({ issuerFunds, reserves, pairs }: DeploymentPlan): string {
	const lent = reserves.find(({ token }) => token === 'XLM')?.supplied ?? 0n;
	const paired = pairs.find(({ token }) => token === 'XLM')?.tokenAmount ?? 0n;
	return `${amount(issuerFunds)} XLM for the issuer of the test tokens, ${amount(lent)} XLM lent to the pool, ${amount(paired)} XLM in the pair`;
}

/** Our contracts for learning, by name. */
async function loadStandIns(): Promise<ReadonlyMap<string, Uint8Array>> {
	const files = Object.entries(await loadContracts());
	return new Map(files.filter(([name]) => !['keeper-registry', 'nectar-vault'].includes(name)));
}

export async function loadRealWasm(): Promise<RealWasm> {
	const load = async (name: keyof RealWasm) =>
		new Uint8Array(await readFile(new URL(`../../static/wasm/${name}.wasm`, import.meta.url)));
	return {
		'keeper-registry': await load('keeper-registry'),
		'nectar-vault': await load('nectar-vault'),
		'soroswap-venue': await load('soroswap-venue'),
		'aquarius-venue': await load('aquarius-venue'),
		'comet-venue': await load('comet-venue')
	};
}

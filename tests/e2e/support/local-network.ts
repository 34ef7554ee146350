import { createAccountIntent, paymentIntent, trustIntent } from '#lib/chain/classic.ts';
import { importSigner } from '#lib/chain/signer.ts';
import { rentStep } from '#lib/deployment/rent-step.ts';
import { sandboxSigners } from '#lib/deployment/sandbox-signers.ts';
import { SCALE_7 } from '#lib/math/scale.ts';
import { SANDBOX_PASSPHRASE } from '#lib/sandbox/config.ts';
import { SandboxHost } from '#lib/sandbox/host.ts';
import type { Keypair } from '@stellar/stellar-sdk';
import { DrivenStage } from '../../../scripts/demo/driven-stage.ts';
import { loadContracts } from '../../../scripts/demo/load-wasm.ts';
import { within } from '../../../scripts/demo/sandbox-network.ts';
import { openScene } from '../../../scripts/demo/scene.ts';
import { loadSandboxModule } from '../../../scripts/sandbox-server/load-module.ts';
import { serve } from '../../../scripts/sandbox-server/server.ts';
import type { Ground, Means } from './scene.ts';

export interface LocalNetwork extends Ground {
	/** The network itself, for what only its owner can do. */
	readonly host: SandboxHost;
}

interface Options {
	readonly passphrase?: string;
	readonly ledgerMs?: number;
}

/** Ledger time runs ahead of the clock while contracts are deployed. */
const AHEAD_SECS = 600;

async function start({ passphrase = SANDBOX_PASSPHRASE, ledgerMs = 250 }: Options) {
	const host = SandboxHost.create(await loadSandboxModule(), {
		passphrase,
		seed: '1'.padStart(64, '0'),
		closeTime: Math.floor(Date.now() / 1_000) - AHEAD_SECS,
		ledgerMs,
		auto: true
	});
	if (!host.ok) throw new Error(host.error.detail);
	return host.value;
}

async function listen(host: SandboxHost): Promise<LocalNetwork> {
	const server = await serve(host, 0);
	if (!server.ok) throw new Error(server.error);
	const url = `${server.value.url}/`;
	return {
		...{ url, friendbot: `${url}friendbot`, host },
		endow: (keypair, means) => endow(host, keypair, means),
		close: () => server.value.close()
	};
}

/** An empty network, with ledgers that close fast. */
export async function bareNetwork(options: Options = {}): Promise<LocalNetwork> {
	return listen(await start(options));
}

/** One with our contracts at the addresses of the committed networks.json, and nobody on it. */
export async function deployedNetwork(options: Options = {}): Promise<LocalNetwork> {
	const host = await start(options);
	await driven(host, async (stage) => {
		const { network, deployer } = await openScene(stage);
		const { faucet } = await loadContracts();
		const rent = rentStep('the faucet', network.faucet ?? '', faucet);
		await stage.perform(rent.title, deployer, rent.intent);
	});
	return listen(host);
}

/** With the clock in hand: as many ledgers as it takes, at once. */
async function driven(
	host: SandboxHost,
	act: (stage: DrivenStage) => Promise<void>
): Promise<void> {
	const sandbox = await within(host);
	if (!sandbox.ok) throw new Error(sandbox.error);
	await act(new DrivenStage(sandbox.value, () => undefined));
	await sandbox.value.release();
}

async function endow(host: SandboxHost, keypair: Keypair, { xlm, usdc }: Means): Promise<void> {
	await driven(host, async (stage) => {
		const { funder, deployer, issuer } = await sandboxSigners(SANDBOX_PASSPHRASE);
		const address = keypair.publicKey();
		await stage.perform('found', funder, createAccountIntent(address, BigInt(xlm) * SCALE_7));
		if (usdc === undefined) return;
		const own = await importSigner(Uint8Array.from(keypair.rawSecretKey()));
		await stage.perform('trust', own, trustIntent('USDC', issuer.address));
		const gift = paymentIntent(address, 'USDC', issuer.address, BigInt(usdc) * SCALE_7);
		await stage.perform('give', deployer, gift);
	});
}

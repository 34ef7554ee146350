import { readEntries } from '#lib/chain/ledger-entries.ts';
import type { Signer } from '#lib/chain/signer.ts';
import { transact, type Chain, type TransactError } from '#lib/chain/transact.ts';
import type { Network } from '#lib/networks.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { accountSteps } from './account-steps.ts';
import { addressesOf, networkEntry, type Addresses } from './addresses.ts';
import { contractSteps, type WasmFiles } from './contract-steps.ts';
import { marketSteps } from './market-steps.ts';
import type { DeploymentPlan } from './plan.ts';
import type { Party, Step } from './step.ts';
import { vaultSteps } from './vault-steps.ts';

export interface DeploymentPorts {
	readonly chain: Chain;
	readonly signers: Readonly<Record<Party, Signer>>;
	/** The contracts' wasm, from wherever the caller keeps it. */
	readonly wasm: WasmFiles;
	readonly progress?: (title: string, state: 'skipped' | 'done') => void;
}

export interface DeployError {
	readonly step: string;
	readonly cause: TransactError;
}

export interface Deployment {
	readonly network: Network;
	readonly addresses: Addresses;
}

/**
 * Brings a network to the state the plan describes. What the chain already has is skipped, so an interrupted deployment
 * is finished by running it again, and a finished one changes nothing.
 */
export async function deploy(
	plan: DeploymentPlan,
	about: Pick<Network, 'name' | 'rpc' | 'explorer'>,
	ports: DeploymentPorts,
	signal: AbortSignal
): Promise<Result<Deployment, DeployError>> {
	const { passphrase } = ports.chain;
	const parties = {
		deployer: ports.signers.deployer.address,
		issuer: ports.signers.issuer.address
	};
	const addresses = addressesOf(plan, passphrase, parties);
	const steps = [
		...accountSteps(plan, addresses, parties),
		...contractSteps(plan, addresses, parties, ports.wasm),
		...marketSteps(plan, addresses, parties),
		...vaultSteps(plan, addresses, parties)
	];
	for (const step of steps) {
		const ran = await runStep(step, ports, signal);
		if (!ran.ok) return err({ step: step.title, cause: ran.error });
		ports.progress?.(step.title, ran.value);
	}
	return ok({ network: networkEntry(plan, addresses, { ...about, passphrase }), addresses });
}

async function runStep(
	step: Step,
	{ chain, signers }: DeploymentPorts,
	signal: AbortSignal
): Promise<Result<'skipped' | 'done', TransactError>> {
	const entries = await readEntries(chain.rpc, step.keys, signal);
	if (!entries.ok) return entries;
	const done = step.done(entries.value);
	if (!done.ok) return done;
	if (done.value) return ok('skipped');
	const applied = await transact(chain, signers[step.by], step.intent, signal);
	return applied.ok ? ok('done') : applied;
}

import { readEntries } from '#lib/chain/ledger-entries.ts';
import { ask, health } from '#lib/chain/rpc-methods.ts';
import type { Signer } from '#lib/chain/signer.ts';
import { transact, type Chain, type TransactError } from '#lib/chain/transact.ts';
import type { ReadError } from '#lib/keeper/ports.ts';
import type { Network } from '#lib/networks.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { accountSteps } from './account-steps.ts';
import { addressesOf, networkEntry, type Addresses } from './addresses.ts';
import type { Parties } from './parties.ts';
import { blendAddresses } from './blend-addresses.ts';
import { blendSteps, type BlendFiles } from './blend-steps.ts';
import { contractSteps, type WasmFiles } from './contract-steps.ts';
import { labReserveSteps, marketSteps } from './market-steps.ts';
import type { DeploymentPlan } from './plan.ts';
import type { Party, Step } from './step.ts';
import { vaultSteps } from './vault-steps.ts';

export interface DeploymentPorts {
	readonly chain: Chain;
	readonly signers: Readonly<Record<Party, Signer>>;
	/** The contracts' wasm, from wherever the caller keeps it. */
	readonly wasm: WasmFiles;
	/** With Blend's own wasm the pool is a real one, with a backstop behind it; without it the lab. */
	readonly blend?: BlendFiles | undefined;
	readonly progress?: (title: string, state: 'skipped' | 'done', at: Progress) => void;
}

/** Steps behind, and all there are. */
export interface Progress {
	readonly done: number;
	readonly total: number;
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
	const kind = ports.blend === undefined ? 'lab' : 'blend';
	const addresses = addressesOf(plan, passphrase, parties, kind);
	const steps = await stepsOf(plan, addresses, parties, ports, signal);
	if (!steps.ok) return err({ step: 'look at the chain', cause: steps.error });
	for (const [index, step] of steps.value.entries()) {
		const ran = await runStep(step, ports, signal);
		if (!ran.ok) return err({ step: step.title, cause: ran.error });
		ports.progress?.(step.title, ran.value, { done: index + 1, total: steps.value.length });
	}
	return ok({ network: networkEntry(plan, addresses, { ...about, passphrase }, kind), addresses });
}

async function stepsOf(
	plan: DeploymentPlan,
	addresses: Addresses,
	parties: Parties,
	{ chain, wasm, blend: files }: DeploymentPorts,
	signal: AbortSignal
): Promise<Result<readonly Step[], ReadError>> {
	const before = accountSteps(plan, addresses, parties);
	const after = [...marketSteps(plan, addresses, parties), ...vaultSteps(plan, addresses, parties)];
	if (files === undefined) {
		const own = contractSteps(plan, addresses, parties, wasm);
		return ok([...before, ...own, ...labReserveSteps(plan, addresses), ...after]);
	}
	const head = await ask(chain.rpc, health(), signal);
	if (!head.ok) return head;
	const own = contractSteps(plan, addresses, parties, wasm, 'blend');
	const blend = blendAddresses(chain.passphrase, parties);
	const context = { files, ledger: head.value.latestLedger };
	return ok([...before, ...own, ...blendSteps(plan, addresses, blend, parties, context), ...after]);
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

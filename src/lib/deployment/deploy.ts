import { ask, health } from '#lib/chain/rpc-methods.ts';
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
import { runSteps, type DeployError, type StepPorts } from './run-steps.ts';
import type { Step } from './step.ts';
import { vaultSteps } from './vault-steps.ts';

export interface DeploymentPorts extends StepPorts {
	/** The contracts' wasm, from wherever the caller keeps it. */
	readonly wasm: WasmFiles;
	/** With Blend's own wasm the pool is a real one, with a backstop behind it; without it the lab. */
	readonly blend?: BlendFiles | undefined;
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
	const ran = await runSteps(steps.value, ports, signal);
	if (!ran.ok) return ran;
	return ok({ network: networkEntry(plan, addresses, { ...about, passphrase }, kind), addresses });
}

async function stepsOf(
	plan: DeploymentPlan,
	addresses: Addresses,
	parties: Parties,
	{ chain, wasm, blend: files }: DeploymentPorts,
	signal: AbortSignal
): Promise<Result<readonly Step[], ReadError>> {
	if (files === undefined) return ok(labSteps(plan, addresses, parties, wasm));
	const before = accountSteps(plan, addresses, parties);
	const after = [...marketSteps(plan, addresses, parties), ...vaultSteps(plan, addresses, parties)];
	const head = await ask(chain.rpc, health(), signal);
	if (!head.ok) return head;
	const own = contractSteps(plan, addresses, parties, wasm, 'blend');
	const blend = blendAddresses(chain.passphrase, parties);
	const context = { files, ledger: head.value.latestLedger };
	return ok([...before, ...own, ...blendSteps(plan, addresses, blend, parties, context), ...after]);
}

/** Every transaction that a network with a lab needs, in their order. */
export const labSteps = (
	plan: DeploymentPlan,
	addresses: Addresses,
	parties: Parties,
	wasm: WasmFiles
): readonly Step[] => [
	...accountSteps(plan, addresses, parties),
	...contractSteps(plan, addresses, parties, wasm),
	...labReserveSteps(plan, addresses),
	...marketSteps(plan, addresses, parties),
	...vaultSteps(plan, addresses, parties)
];

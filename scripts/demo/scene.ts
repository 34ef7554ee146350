import type { BlendFiles } from '#lib/deployment/blend-steps.ts';
import { deploy } from '#lib/deployment/deploy.ts';
import { SANDBOX_PLAN, type DeploymentPlan } from '#lib/deployment/plan.ts';
import { sandboxSigners } from '#lib/deployment/sandbox-signers.ts';
import { loadContracts } from './load-wasm.ts';
import { StageError, describeError } from '#lib/deployment/world/stage.ts';
import { type DrivenScene, type DrivenStage } from './driven-stage.ts';

export interface SceneOptions {
	readonly plan?: DeploymentPlan;
	/** With Blend's wasm the pool is a real one. */
	readonly blend?: BlendFiles | undefined;
}

/** Deploys whatever the network lacks. */
export async function openScene(
	stage: DrivenStage,
	{ plan = SANDBOX_PLAN, blend }: SceneOptions = {}
): Promise<DrivenScene> {
	const kind = blend === undefined ? 'lab' : 'blend';
	const signers = await sandboxSigners(stage.chain.passphrase, kind);
	let done = 0;
	const deployed = await deploy(
		plan,
		{ name: 'sandbox', rpc: [], explorer: undefined },
		{
			chain: stage.chain,
			signers,
			wasm: await loadContracts(),
			blend,
			progress: (_title, state) => {
				if (state === 'done') done += 1;
			}
		},
		stage.signal
	);
	if (!deployed.ok) {
		const { step, cause } = deployed.error;
		throw new StageError(`deployment, step “${step}”: ${describeError(cause)}`);
	}
	const { network } = deployed.value;
	const { ledger } = await stage.head();
	const text = `${done} transactions; vault ${network.vault}, registry ${network.registry}`;
	stage.tell({ ledger, who: 'deployment', text });
	return { stage, network, deployer: signers.deployer, funder: signers.funder };
}

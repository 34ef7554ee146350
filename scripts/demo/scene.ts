import { deploy } from '#lib/deployment/deploy.ts';
import { SANDBOX_PLAN } from '#lib/deployment/plan.ts';
import { sandboxSigners } from '#lib/deployment/sandbox-signers.ts';
import { loadContracts } from './load-wasm.ts';
import { DemoError, describeError, type Scene, type Stage } from './stage.ts';

/** Deploys whatever the network lacks. */
export async function openScene(stage: Stage): Promise<Scene> {
	const signers = await sandboxSigners(stage.chain.passphrase);
	let done = 0;
	const deployed = await deploy(
		SANDBOX_PLAN,
		{ name: 'sandbox', rpc: [], explorer: undefined },
		{
			chain: stage.chain,
			signers,
			wasm: await loadContracts(),
			progress: (_title, state) => {
				if (state === 'done') done += 1;
			}
		},
		stage.signal
	);
	if (!deployed.ok) {
		const { step, cause } = deployed.error;
		throw new DemoError(`deployment, step “${step}”: ${describeError(cause)}`);
	}
	const { network } = deployed.value;
	const { ledger } = await stage.head();
	const text = `${done} transactions; vault ${network.vault}, registry ${network.registry}`;
	stage.tell({ ledger, who: 'deployment', text });
	return { stage, network, deployer: signers.deployer, funder: signers.funder };
}

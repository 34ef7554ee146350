import { jsonRpc } from '#lib/chain/json-rpc.ts';
import type { WasmFiles } from '#lib/deployment/contract-steps.ts';
import { deploy } from '#lib/deployment/deploy.ts';
import { SANDBOX_PLAN } from '#lib/deployment/plan.ts';
import { sandboxSigners } from '#lib/deployment/sandbox-signers.ts';
import { POPULATE_STEPS, populate } from '#lib/deployment/world/populate.ts';
import { describeError, Stage, STAGE_CAPS, StageError } from '#lib/deployment/world/stage.ts';
import type { Townsfolk } from '#lib/deployment/world/townsfolk.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { SANDBOX_PASSPHRASE } from '#lib/sandbox/config.ts';
import type { SandboxHost } from '#lib/sandbox/host.ts';
import { inProcessTransport } from '#lib/sandbox/transport.ts';
import type { Person } from '../sandbox-protocol.ts';
import { sandboxControls } from './controls.ts';
import type { WorldNote } from './note.ts';
import { Story } from './story.ts';

export type BuildProgress = (step: string, done: number, total: number) => void;

/** What networks.json calls it; the page runs it, so it has no endpoint. */
export const ABOUT = { name: 'sandbox', rpc: [], explorer: undefined };

/** Deploys the contracts and brings the people in, on ledgers that close as fast as they can. */
export async function buildWorld(
	host: SandboxHost,
	people: Townsfolk,
	wasm: WasmFiles,
	progress: BuildProgress
): Promise<Result<WorldNote, string>> {
	const rpc = jsonRpc(inProcessTransport(host));
	const controls = sandboxControls(rpc);
	const story = new Story();
	const chain = {
		...{ rpc, passphrase: SANDBOX_PASSPHRASE, caps: STAGE_CAPS },
		settle: async () => {
			await controls.closeLedgers(1);
		}
	};
	const { signal } = new AbortController();
	const signers = await sandboxSigners(SANDBOX_PASSPHRASE);
	let steps = 0;
	const deployed = await deploy(
		SANDBOX_PLAN,
		ABOUT,
		{
			...{ chain, signers, wasm },
			progress: (title, _state, { done, total }) => {
				steps = total;
				progress(title, done, total + POPULATE_STEPS);
			}
		},
		signal
	);
	if (!deployed.ok) {
		const { step, cause } = deployed.error;
		return err(`deployment, step “${step}”: ${describeError(cause)}`);
	}
	const tell: Story['tell'] = (line) => {
		story.tell(line);
	};
	const stage = new Stage(chain, tell, signal);
	const scene = { ...signers, stage, network: deployed.value.network };
	let done = steps;
	try {
		await populate(scene, people, signers.issuer, (step) => {
			progress(step, ++done, steps + POPULATE_STEPS);
		});
	} catch (cause) {
		if (cause instanceof StageError) return err(cause.message);
		throw cause;
	}
	const house = people.house.map(({ name }) => name);
	return ok({ people: cast(people), house, arbitrage: true, lines: story.lines });
}

function cast({ lenders, borrowers, trader, house }: Townsfolk): readonly Person[] {
	return [
		...lenders.map(({ name, signer }) => ({ name, role: 'lp', address: signer.address }) as const),
		...borrowers.map(
			({ name, signer }) => ({ name, role: 'borrower', address: signer.address }) as const
		),
		...house.map(
			({ name, operator }) => ({ name, role: 'operator', address: operator.address }) as const
		),
		{ name: 'trader', role: 'trader', address: trader.address }
	];
}

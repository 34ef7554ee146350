import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deploy, type DeploymentPorts } from '#lib/deployment/deploy.ts';
import { SANDBOX_PLAN } from '#lib/deployment/plan.ts';
import { sandboxSigners } from '#lib/deployment/sandbox-signers.ts';
import { SANDBOX_PASSPHRASE } from '#lib/sandbox/config.ts';
import { blendWasm } from '../../scripts/blend/wasm.ts';
import { loadContracts } from '../../scripts/demo/load-wasm.ts';
import { inProcess } from '../../scripts/demo/sandbox-network.ts';
import { DrivenStage } from '../../scripts/demo/driven-stage.ts';

const ABOUT = { name: 'sandbox', rpc: [], explorer: undefined };

async function openPorts(log: string[]) {
	const sandbox = await inProcess('5'.padStart(64, '0'));
	if (!sandbox.ok) throw new Error(sandbox.error);
	const blend = await blendWasm(join(import.meta.dirname, '../..'));
	if (!blend.ok) throw new Error(blend.error);
	const lab: DeploymentPorts = {
		chain: new DrivenStage(sandbox.value, () => undefined).chain,
		signers: await sandboxSigners(SANDBOX_PASSPHRASE),
		wasm: await loadContracts(),
		progress: (title, state) => log.push(`${state}: ${title}`)
	};
	const signers = await sandboxSigners(SANDBOX_PASSPHRASE, 'blend');
	return { lab, real: { ...lab, signers, blend: blend.value } };
}

test('a real pool stands where its factory puts it, and a second run changes nothing', async () => {
	const log: string[] = [];
	const { real } = await openPorts(log);
	const first = await deploy(SANDBOX_PLAN, ABOUT, real, AbortSignal.timeout(120_000));
	if (!first.ok) throw new Error(JSON.stringify(first.error));
	expect(first.value.network.pools).toMatchObject([
		{ kind: 'blend', contract: first.value.addresses.contracts.pool }
	]);
	expect(log.filter((line) => !line.startsWith('done: '))).toEqual([]);
	const steps = log.length;
	expect(await deploy(SANDBOX_PLAN, ABOUT, real, AbortSignal.timeout(120_000))).toEqual(first);
	expect(log.slice(steps)).toEqual(
		log.slice(0, steps).map((line) => line.replace('done', 'skipped'))
	);
});

test('lab and real pool stand side by side on one network, with nothing in common', async () => {
	const { lab, real } = await openPorts([]);
	const one = await deploy(SANDBOX_PLAN, ABOUT, lab, AbortSignal.timeout(120_000));
	const other = await deploy(SANDBOX_PLAN, ABOUT, real, AbortSignal.timeout(120_000));
	if (!one.ok || !other.ok) throw new Error('a deployment failed');
	const [a, b] = [one, other].map(({ value }) => Object.values(value.addresses.contracts));
	expect(a?.filter((address) => b?.includes(address))).toEqual([]);
});
